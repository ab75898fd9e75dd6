import { refuseMethod } from '@/lib/web/refuse-method'
import { defineRoute } from '@/lib/web/route'

/** Who the session belongs to, and for whom it acts. */
export const GET = defineRoute({
  run: async ({ actor, memberships }) =>
    Response.json({
      user: { id: actor.userId, name: actor.name, email: actor.email },
      organisation: { id: actor.organisationId, name: actor.organisationName },
      role: actor.role,
      memberRole: actor.memberRole,
      memberships: memberships.map(({ organisationId, organisationName, role, memberRole }) => ({
        organisation: { id: organisationId, name: organisationName },
        role,
        memberRole,
      })),
    }),
})

const refuse = refuseMethod('GET, HEAD')

export { refuse as DELETE, refuse as OPTIONS, refuse as PATCH, refuse as POST, refuse as PUT }
