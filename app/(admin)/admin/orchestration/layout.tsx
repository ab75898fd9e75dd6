/** The drawer slot shows one channel over the list; a direct visit shows it as a page. */
export default function OrchestrationLayout({
  children,
  drawer,
}: LayoutProps<'/admin/orchestration'>) {
  return (
    <>
      {children}
      {drawer}
    </>
  )
}
