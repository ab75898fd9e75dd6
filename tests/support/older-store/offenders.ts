import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { fixedClock } from '@/lib/core/time'
import type { Database } from '@/lib/db/context'
import { contractTable } from '@/lib/domains/liquidity/contract/table'
import { contractText } from '@/lib/domains/liquidity/contract/text-rules'
import { editPool } from '@/lib/domains/liquidity/pool/edit-pool'
import { editPoolForm } from '@/lib/domains/liquidity/pool/form-inputs'
import { listPoolRecords } from '@/lib/domains/liquidity/pool/queries'
import { contractDocumentOfLease } from '@/lib/flows/lease-view/contract-document'
import { REFERENCE_INSTANT } from '@/lib/mock-data/reference'
import { renderPdf } from '@/lib/web/pdf'
import { rowsOf } from '@/tests/support/ledger-sql'
import { adminOf, memberOf } from '@/tests/support/members'
import { pdfText } from '@/tests/support/pdf-text'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Rows of an older store that a newer constraint meets. */
export interface Offender {
  /** What is so in the older store, and what becomes of it. */
  name: string
  /** The kept store that the rows go into, by its last migration. */
  store: string
  /** Run in the older store, before it is brought up. */
  insert: string
  /** Rows by table that migrations may add because of it, besides those that are inserted. */
  adds?: Readonly<Record<string, number>>
  /** What must be so afterwards. */
  check: (db: Database) => Promise<void>
}

export const OFFENDERS: readonly Offender[] = [
  {
    name: 'contracts from before there were templates keep the text that was signed, and with it their hash',
    store: '0006_replaced_backing',
    insert: 'select 1',
    check: async (db) => {
      const contracts = await db.select().from(contractTable)
      const older = contracts.filter(({ template }) => template === 1)
      expect(older.length).toBeGreaterThanOrEqual(40)
      for (const contract of older) {
        expect(sha256(contractText(contract)), contract.id).toBe(contract.termsHash)
      }
    },
  },
  {
    name: 'pools whose names can’t be told apart, seen or read on one line get another one',
    store: '0006_replaced_backing',
    insert: `
      insert into treasury_pool (id, name, nickname, min_term_days, max_exposure_sats, jurisdictions, created_at, version)
      select 'pool_x0' || n, case n
          when 1 then lower(name) when 2 then '  ' || upper(name) || U&' \\200B' when 3 then U&'\\200B\\200B\\200B'
          else E'Line\nfee 0 sats' end,
        case n when 1 then lower(nickname) when 3 then U&'Turned \\202E around' else nickname || n end,
        min_term_days, max_exposure_sats, jurisdictions, created_at + n * interval '1 day', 1
      from treasury_pool, generate_series(1, 4) as n where id = 'pool_001';
      insert into treasury_pool_member (pool_id, treasury_id)
      select 'pool_x0' || n, treasury_id from treasury_pool_member, generate_series(1, 4) as n where pool_id = 'pool_001'`,
    adds: { audit_event: 6 },
    check: async (db) => {
      const rows = await rowsOf(
        db,
        sql`select id, name, nickname, version from treasury_pool where id like 'pool_x0%' or id = 'pool_001' order by id`,
      )
      const [kept, ...changed] = rows.map(({ name, nickname }) => [String(name), String(nickname)])
      const [name = '', nickname = ''] = kept ?? []
      expect(changed).toEqual([
        [`${name.toLowerCase()} (pool_x01)`, `${nickname.toLowerCase()} (pool_x01)`],
        [`${name.toUpperCase()} \u200b (pool_x02)`, `${nickname}2`],
        ['Pool pool_x03', 'Turned around'],
        ['Line fee 0 sats', `${nickname}4`],
      ])
      expect(rows.map(({ version }) => version)).toEqual([1, 3, 2, 3, 2])
      const logged = await rowsOf(
        db,
        sql`select entity_id as id, details from audit_event where actor_id = 'upgrade' and entity_type = 'TreasuryPool' order by seq`,
      )
      expect(logged.map(({ id }) => id)).toEqual(
        ['1', '1', '2', '3', '3', '4'].map((n) => `pool_x0${n}`),
      )
      expect(logged.at(-1)?.details).toEqual({
        name: { from: 'Line\nfee 0 sats', to: 'Line fee 0 sats' },
      })
      const ctx = { db, clock: fixedClock(REFERENCE_INSTANT), requestId: 'upgrade' }
      const pool = (await listPoolRecords(adminOf(ctx))).find(({ id }) => id === 'pool_x02')
      if (pool === undefined) throw new Error('No pool')
      const { id: poolId, createdAt: _, ...known } = pool
      const form = { ...known, minTermDays: '45', maxExposureSats: String(known.maxExposureSats) }
      const sent = { ...form, unit: 'sats', jurisdictions: 'CH', version: '2', poolId }
      const edited = await editPool(adminOf(ctx), editPoolForm.parse(sent))
      expect(edited).toMatchObject({ name: pool.name, minTermDays: 45, version: 3 })
    },
  },
  {
    name: 'operations that run learn from the step log what they have broadcast, and closes their time lock',
    store: '0006_replaced_backing',
    insert: `
      create temporary table idle as
        select c.id, c.node_id, c.treasury_id, row_number() over (order by c.id) as nth from channel c
        where c.state = 'active' and not exists (select 1 from lease_backing b where b.channel_id = c.id)
          and not exists (select 1 from channel_operation o where o.channel_id = c.id);
      insert into channel_operation (id, channel_id, node_id, treasury_id, kind, status, amount_sats, mode, fault,
          attempt, steps_done, started_at, due_at, ended_at)
        select o.id, i.id, i.node_id, i.treasury_id, o.kind, o.status, o.amount, o.mode, null, 1, o.done,
          '2026-12-02', o.due::timestamptz, o.ended::timestamptz
        from (values
          ('op_x_ordered', 1, 'splice_in', 'running', 1000, null, 0, '2026-12-04', null),
          ('op_x_bound', 2, 'splice_in', 'running', 1000, null, 2, '2026-12-04', null),
          ('op_x_failed', 3, 'splice_in', 'failed', 1000, null, 2, null, '2026-12-03'),
          ('op_x_force', 4, 'close', 'running', 0, 'force', 2, '2026-12-05', null))
          as o (id, nth, kind, status, amount, mode, done, due, ended)
        join idle i on i.nth = o.nth;
      update channel set state = case nth when 2 then 'splicing' else 'closing' end
        from idle where idle.id = channel.id and nth in (2, 4);
      insert into channel_step (channel_id, treasury_id, seq, step, status, txid, message, at)
        select i.id, i.treasury_id, 100 + s.seq, s.step, 'done', s.txid, 'Done', s.at::timestamptz
        from (values
          (1, 1, 'confirm', 'earlier', '2026-12-01'),
          (2, 1, 'negotiate', null, '2026-12-02'),
          (2, 2, 'broadcast', 'splice', '2026-12-02'),
          (3, 1, 'broadcast', 'given up', '2026-12-02'),
          (4, 1, 'broadcast', 'commitment', '2026-12-02')) as s (nth, seq, step, txid, at)
        join idle i on i.nth = s.nth`,
    check: async (db) => {
      const rows = await rowsOf(
        db,
        sql`select id, txid, locked_until is not null and locked_until = due_at as locked
          from channel_operation where id like 'op\\_x\\_%' order by id`,
      )
      expect(rows.map(({ id, txid, locked }) => [id, txid, locked])).toEqual([
        ['op_x_bound', 'splice', false],
        ['op_x_failed', null, false],
        ['op_x_force', 'commitment', true],
        ['op_x_ordered', null, false],
      ])
    },
  },
  {
    name: 'what was agreed beyond the limits on fees lives on, is marked and named in the audit log',
    store: '0006_replaced_backing',
    insert: `
      alter table lease disable trigger lease_terms_fixed;
      create temporary table dear as
        select l.id from lease l join contract c on c.lease_id = l.id
        where l.status = 'active' and l.fee_model = 'ppm' and c.status = 'active' order by l.id limit 2;
      update lease set fee_ppm = 100001 where id = (select min(id) from dear);
      update lease set fee_model = 'fixed', fee_ppm = null, fee_sats = size_sats + 1 where id = (select max(id) from dear);
      update contract c set fee_model = l.fee_model, fee_ppm = l.fee_ppm, fee_sats = l.fee_sats
        from lease l where l.id = c.lease_id and l.id in (select id from dear);
      update contract set terms_hash = encode(sha256(convert_to(
          'lease ' || lease_id || E'\\n' || 'lessor ' || lessor_label || E'\\n' || 'lessee ' || lessee_label || E'\\n'
          || 'size ' || size_sats || ' sats' || E'\\n'
          || 'start ' || to_char(start_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || E'\\n'
          || 'term ' || term_days || ' days' || E'\\n'
          || case when fee_model = 'fixed' then 'fee ' || fee_sats || ' sats' else 'fee ' || fee_ppm || ' ppm' end,
          'UTF8')), 'hex') where lease_id in (select id from dear);
      update contract_signature s set terms_hash = c.terms_hash
        from contract c where c.id = s.contract_id and c.lease_id in (select id from dear);
      alter table lease enable trigger lease_terms_fixed;
      insert into demand_ticket (id, subscriber_id, kind, size_sats, term_days, price_min_ppm, price_max_ppm,
          risk_tier, status, created_at, updated_at, version)
        select id, 'sub_001', 'new', 1000000, 30, 0, price, 'low', 'cancelled', '2026-12-01', '2026-12-01', 1
        from (values ('dmd_x_dear000001', 100001), ('dmd_x_most000001', 100000)) as t (id, price)`,
    adds: { audit_event: 5 },
    check: async (db) => {
      const named = await rowsOf(
        db,
        sql`select action, entity_id as id, details->>'feePpm' as ppm from audit_event
          where action like '%.exempted' order by action, id`,
      )
      const actions = ['contract', 'contract', 'lease', 'lease', 'ticket']
      expect(named.map(({ action }) => action)).toEqual(actions.map((what) => `${what}.exempted`))
      const leases = await rowsOf(
        db,
        sql`select id, status, fee_ppm as ppm, fee_sats > size_sats as is_above from lease
          where is_fee_exempt order by id`,
      )
      expect(leases.map(({ id }) => id)).toEqual(named.slice(2, 4).map(({ id }) => id))
      expect(leases.map(({ ppm, is_above }) => [ppm, is_above])).toEqual([
        [100_001, null],
        [null, true],
      ])
      const tickets = await rowsOf(
        db,
        sql`select id, is_price_exempt as exempt, is_seeded as seeded from demand_ticket
          where id like 'dmd\\_x\\_%' or id = 'dmd_001' order by id`,
      )
      expect(tickets.map(({ id, exempt, seeded }) => [id, exempt, seeded])).toEqual([
        ['dmd_001', false, true],
        ['dmd_x_dear000001', true, false],
        ['dmd_x_most000001', false, false],
      ])
      await expect(
        db.execute(sql`update lease set is_fee_exempt = false where is_fee_exempt`),
      ).rejects.toThrow()
    },
  },
  {
    name: 'credits keep the day of their breach, messages lose doubled words, a lost quorum has a beginning',
    store: '0006_replaced_backing',
    insert: `
      update node set signer_quorum_required = 2, signer_quorum_present = 1 where id = 'node_001';
      insert into notification (id, dedupe_key, rule, category, severity, title, message, audience,
          organisation_id, created_at, resolved_at)
        values ('alert_x_words', 'x', 'x', 'lease', 'info', 'Renewal of lease lease_001 was declined',
          'Lease lease_001 and lease 3 of 0.35000000 BTC', 'treasury', 'trs_001', '2026-11-02', '2026-11-03')`,
    check: async (db) => {
      const breaches = await rowsOf(
        db,
        sql`select booked_on::text as booked, (from_at at time zone 'UTC')::date::text as began from sla_breach`,
      )
      expect(breaches.length).toBeGreaterThan(0)
      for (const { booked, began } of breaches) expect(booked).toBe(began)
      const told = sql`select title, message, template from notification where id = 'alert_x_words'`
      expect(await rowsOf(db, told)).toEqual([
        {
          title: 'Renewal of lease_001 was declined',
          message: 'lease_001 and lease 3 of 0.35000000 BTC',
          template: null,
        },
      ])
      const node = sql`select (signer_since = status_since)::text as same from node where id = 'node_001'`
      expect(await rowsOf(db, node)).toEqual([{ same: 'true' }])
    },
  },
  {
    name: 'a contract whose lessor goes over two lines reads in page, file and API as it was signed',
    store: '0006_replaced_backing',
    insert: `
      create temporary table forged as
        select c.id from contract c join lease l on l.id = c.lease_id
        where l.status = 'active' and c.status = 'active' order by c.id desc limit 1;
      update contract set lessor_label = E'Alpine\nfee 0 sats' where id in (select id from forged);
      update contract set terms_hash = encode(sha256(convert_to(
          'lease ' || lease_id || E'\n' || 'lessor ' || lessor_label || E'\n' || 'lessee ' || lessee_label || E'\n'
          || 'size ' || size_sats || E' sats\n' || 'start ' || to_char(start_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
          || E'\n' || 'term ' || term_days || E' days\n'
          || case when fee_model = 'fixed' then 'fee ' || fee_sats || ' sats' else 'fee ' || fee_ppm || ' ppm' end,
          'UTF8')), 'hex') where id in (select id from forged);
      update contract_signature s set terms_hash = c.terms_hash
        from contract c where c.id = s.contract_id and c.id in (select id from forged)`,
    check: async (db) => {
      const [row] = await rowsOf(
        db,
        sql`select id, lease_id as lease, treasury_id as treasury, terms_hash as hash from contract
          where lessor_label like '%fee 0 sats'`,
      )
      const ctx = { db, clock: fixedClock(REFERENCE_INSTANT), requestId: 'upgrade' }
      for (const actor of [memberOf(ctx, String(row?.treasury)), adminOf(ctx)]) {
        const { paper, ...document } = await contractDocumentOfLease(actor, String(row?.lease))
        expect(sha256(document.termsText)).toBe(row?.hash)
        expect(document.termsHash).toBe(row?.hash)
        const signed = paper.sections.find(({ heading }) => heading === 'Signed terms')
        const lines = signed?.lines?.slice(0, -2) ?? []
        expect(sha256(lines.join('\n'))).toBe(row?.hash)
        expect(signed?.paragraphs).toContain(
          'All of “Alpine\\u{a}fee 0 sats” is the name of the lessor and no term.',
        )
        const printed = pdfText(await renderPdf(paper, ctx.clock.now())).split('\n')
        const start = printed.indexOf(String(lines[0]))
        expect(sha256(printed.slice(start, start + lines.length).join('\n'))).toBe(row?.hash)
      }
    },
  },
  {
    name: 'alerts that a treasury keeps name lessees by their label, and no peer of a channel that never was',
    store: '0006_replaced_backing',
    insert: `
      create temporary table told as
        select c.id, c.treasury_id, c.peer_alias,
          row_number() over (order by c.state <> 'active' desc, c.id) as nth
        from channel c join subscriber s on s.node_pubkey = c.peer_pubkey
        order by nth limit 3;
      insert into notification (id, dedupe_key, rule, category, severity, title, message, audience,
          organisation_id, created_at, resolved_at)
        select 'alert_y_' || nth || a.audience, a.rule || ':' || id || ':' || a.org, a.rule, 'capacity', 'info', 'Channel ' || id,
          case when nth = 2 then 'The channel to ' || peer_alias || ' routed less than 2 % of its capacity in 7 days.'
            when nth = 3 then 'The peer ' || peer_alias || ' did not answer. Flowrate tries again or gives the operation up.'
            else 'The channel to ' || peer_alias || ' is opening since 2 Nov 2026, 10:00 UTC.' end,
          a.audience, a.org, '2026-11-02', '2026-11-03'
        from told, lateral (values
          ('treasury', treasury_id, case when nth = 2 then 'utilization-low' else 'channel-stuck' end),
          ('admin', 'flowrate', 'channel-stuck')) as a (audience, org, rule)`,
    check: async (db) => {
      const rows = await rowsOf(
        db,
        sql`select n.id, n.message, c.peer_alias as alias, s.alias as label
          from notification n join channel c on n.dedupe_key like '%:' || c.id || ':%'
          join subscriber s on s.node_pubkey = c.peer_pubkey
          where n.id like 'alert\\_y\\_%' order by n.id`,
      )
      const [third, first, second] = rows.filter(({ id }) => String(id).endsWith('treasury'))
      expect(first?.message).toBe(
        `The channel to ${first?.label} routed less than 2 % of its capacity in 7 days.`,
      )
      expect(second?.message).toBe(
        `The peer ${second?.label} did not answer. Flowrate tries again or gives the operation up.`,
      )
      expect(third?.message).toBe('The channel is opening since 2 Nov 2026, 10:00 UTC.')
      const desk = rows.filter(({ id }) => String(id).endsWith('admin'))
      expect(desk).toHaveLength(3)
      for (const { message, alias } of desk) expect(message).toContain(` ${alias} `)
    },
  },
  {
    name: 'an operation that began when another one ended is bound by its own transaction alone',
    store: '0006_replaced_backing',
    insert: `
      create temporary table free as
        select c.id, c.node_id, c.treasury_id, row_number() over (order by c.id) as nth from channel c
        where c.state = 'active' and not exists (select 1 from lease_backing b where b.channel_id = c.id)
          and not exists (select 1 from channel_operation o where o.channel_id = c.id);
      insert into channel_operation (id, channel_id, node_id, treasury_id, kind, status, amount_sats, mode, fault,
          attempt, steps_done, started_at, due_at, ended_at)
        select o.id || nth, i.id, i.node_id, i.treasury_id, 'splice_in', o.status, 1000, null, null, 1,
          case o.status when 'done' then 3 else i.nth - 1 end, o.started::timestamptz, o.due::timestamptz, o.ended::timestamptz
        from free i, (values
          ('op_y_prev', 'done', '2026-12-02', null, '2026-12-02 12:00Z'),
          ('op_y_next', 'running', '2026-12-02 12:00Z', '2026-12-04', null)) as o (id, status, started, due, ended)
        where i.nth <= 3;
      update channel set state = 'splicing' from free where free.id = channel.id and nth in (2, 3);
      insert into channel_step (channel_id, treasury_id, seq, step, status, txid, message, at)
        select i.id, i.treasury_id, 100 + s.seq, s.step, 'done', s.txid, 'Done', s.at::timestamptz
        from (values
          (1, 1, 'confirm', 'before', '2026-12-02 12:00Z'),
          (2, 1, 'confirm', 'before', '2026-12-02 12:00Z'),
          (2, 2, 'negotiate', null, '2026-12-02 12:00Z'),
          (3, 1, 'confirm', 'before', '2026-12-02 12:00Z'),
          (3, 2, 'negotiate', null, '2026-12-02 12:00Z'),
          (3, 3, 'broadcast', 'own', '2026-12-02 12:00Z')) as s (nth, seq, step, txid, at)
        join free i on i.nth = s.nth`,
    check: async (db) => {
      const rows = await rowsOf(
        db,
        sql`select id, txid from channel_operation where id like 'op\\_y\\_next%' order by id`,
      )
      expect(rows.map(({ txid }) => txid)).toEqual([null, null, 'own'])
    },
  },
]
