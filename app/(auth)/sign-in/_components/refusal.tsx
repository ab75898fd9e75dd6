/** Why somebody who wanted something else sees this page. */
export function Refusal({ isFile, isOver }: { isFile: boolean; isOver: boolean }) {
  if (!isFile && !isOver) return null
  return (
    <p role="status" data-slot="signed-out" className="text-dense">
      {isOver ? 'Your session is over. ' : 'You are not signed in. '}
      {isFile
        ? 'The file was not downloaded: sign in, and you are back on its page.'
        : 'Sign in to go on where you were.'}
    </p>
  )
}
