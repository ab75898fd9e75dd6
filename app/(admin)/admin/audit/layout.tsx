/** The drawer slot shows one entry over the list; a direct visit shows it as a page. */
export default function AuditLayout({ children, drawer }: LayoutProps<'/admin/audit'>) {
  return (
    <>
      {children}
      {drawer}
    </>
  )
}
