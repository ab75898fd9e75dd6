import { Card, CardBody } from '@/components/ui/card'

/** What to do on a server where nobody has an account that is open. */
export function FirstAccount() {
  return (
    <Card>
      <CardBody className="grid gap-2">
        <h2 className="font-semibold text-dense">Nobody can sign in yet</h2>
        <p className="text-dense text-muted">
          This server has no open account. Whoever runs it makes the first admin with this command,
          in the folder of the server and with its environment:
        </p>
        <p>
          <code className="break-all rounded border border-border bg-sunken px-1 py-px font-mono text-dense">
            npm run admin:create -- --email you@example.org
          </code>
        </p>
      </CardBody>
    </Card>
  )
}
