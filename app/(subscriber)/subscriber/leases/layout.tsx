/** The drawer slot shows one lease over the list; a direct visit shows it as a page. */
export default function LeasesLayout({ children, drawer }: LayoutProps<'/subscriber/leases'>) {
  return (
    <>
      {children}
      {drawer}
    </>
  )
}
