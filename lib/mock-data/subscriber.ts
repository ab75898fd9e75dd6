import type { APIKey, CapacityDataPoint, DemandTicket, Invoice, Subscriber, Webhook } from '@/types'
import { defaultWorld } from './default-world'

export const { subscribers, demandTickets, apiKeys, webhooks, invoices } = defaultWorld

export function getSubscriberById(id: string): Subscriber | undefined {
  return subscribers.find((subscriber) => subscriber.id === id)
}

export function getDemandTicketById(id: string): DemandTicket | undefined {
  return demandTickets.find((ticket) => ticket.id === id)
}

export function getDemandTicketsBySubscriber(subscriberId: string): DemandTicket[] {
  return demandTickets.filter((ticket) => ticket.subscriberId === subscriberId)
}

export function getAPIKeyById(id: string): APIKey | undefined {
  return apiKeys.find((key) => key.id === id)
}

export function getAPIKeysBySubscriber(subscriberId: string): APIKey[] {
  return apiKeys.filter((key) => key.subscriberId === subscriberId)
}

export function getWebhookById(id: string): Webhook | undefined {
  return webhooks.find((webhook) => webhook.id === id)
}

export function getWebhooksBySubscriber(subscriberId: string): Webhook[] {
  return webhooks.filter((webhook) => webhook.subscriberId === subscriberId)
}

export function getInvoiceById(id: string): Invoice | undefined {
  return invoices.find((invoice) => invoice.id === id)
}

export function getInvoicesBySubscriber(subscriberId: string): Invoice[] {
  return invoices.filter((invoice) => invoice.subscriberId === subscriberId)
}

/** Delivered and used inbound of the last 90 complete days. */
export function getCapacityBySubscriber(subscriberId: string): CapacityDataPoint[] {
  return defaultWorld.capacityBySubscriber[subscriberId] ?? []
}
