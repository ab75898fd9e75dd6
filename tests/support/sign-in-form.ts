const BOUNDARY = '----flowrate-form'

/** The hidden fields of the first form of a page that has a control of this name, as it stands in HTML. */
export function hiddenFields(html: string, control: string): Record<string, string> {
  const form = html.split('<form').find((part) => part.includes(`name="${control}"`)) ?? ''
  const fields: Record<string, string> = {}
  for (const [tag] of form.split('</form>')[0]?.matchAll(/<input type="hidden"[^>]*>/g) ?? []) {
    const [, name = ''] = /name="([^"]*)"/.exec(tag) ?? []
    const [, value = ''] = /value="([^"]*)"/.exec(tag) ?? []
    fields[name] = value
      .replaceAll('&quot;', '"')
      .replaceAll('&#x27;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
  }
  return fields
}

/** The fields as a browser without scripts sends them. */
export function multipart(fields: Readonly<Record<string, string>>): Multipart {
  return multipartOf(Object.entries(fields))
}

interface Multipart {
  type: string
  body: string
}

/** A form as a script sends it to its action, after the state that the form had. */
export function actionCall(fields: Readonly<Record<string, string>>): Multipart {
  const sent = Object.entries(fields).map(([name, value]) => [`_1_${name}`, value] as const)
  return multipartOf([...sent, ['0', '[{"status":"idle"},"$K1"]']])
}

function multipartOf(fields: readonly (readonly [string, string])[]): Multipart {
  const parts = fields.map(
    ([name, value]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return {
    type: `multipart/form-data; boundary=${BOUNDARY}`,
    body: `${parts.join('')}--${BOUNDARY}--\r\n`,
  }
}
