/** The drawer slot shows one request over the list; a direct visit shows it as a page. */
export default function RequestsLayout({
  children,
  drawer,
}: LayoutProps<'/subscriber/leases/requests'>) {
  return (
    <>
      {children}
      {drawer}
    </>
  )
}
