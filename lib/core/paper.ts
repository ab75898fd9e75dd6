/** A document made to be printed and kept: contracts, statements, invoices. */
export interface Paper {
  title: string
  subtitle: string
  sections: readonly PaperSection[]
  /** Small print at the foot of every page. */
  footer: string
}

export interface PaperSection {
  heading: string
  facts?: readonly PaperFact[]
  paragraphs?: readonly string[]
  /** Lines whose every character counts. */
  lines?: readonly string[]
}

export interface PaperFact {
  label: string
  value: string
}
