"""Who may do what: one row per verb, role → scope. The page 权限表 and docs/grants.md are printed from here.

own: rows the person owns, in the unit of the role or below. tree: every row of the unit of the role and below.
"""

from __future__ import annotations

from collections.abc import Mapping

from dianxiaoer.domain.people.states import Role
from dianxiaoer.kernel.scope import OWN, TREE

OFFICER, CHIEF, LEADER, HANDLER = Role.OFFICER, Role.CHIEF, Role.LEADER, Role.HANDLER
PARK, SUPERVISOR, AUDITOR = Role.PARK_MANAGER, Role.SUPERVISOR, Role.AUDITOR
SYSTEM, SECURITY, API = Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.API_CLIENT

Granted = Mapping[str, str]

#: everyone who works with the ledger may read it; administrators of the system do not
READERS: Granted = {
    OFFICER: TREE,
    CHIEF: TREE,
    LEADER: TREE,
    HANDLER: TREE,
    PARK: TREE,
    SUPERVISOR: TREE,
    AUDITOR: TREE,
    API: TREE,
}
#: those who keep the ledger: officers their own rows, chiefs and park managers all rows below them
KEEPERS: Granted = {OFFICER: OWN, CHIEF: TREE, PARK: TREE}
MAKERS: Granted = {OFFICER: TREE, CHIEF: TREE, PARK: TREE}
CHIEFS: Granted = {CHIEF: TREE}
#: those who check what others claim; departments may hand in papers they issued
VERIFIERS: Granted = {CHIEF: TREE, PARK: TREE, SUPERVISOR: TREE}
PAPERS: Granted = {**KEEPERS, HANDLER: TREE}
#: those who sit at a window or are on call receive whoever comes; chiefs and park managers keep windows and rosters
WINDOW_STAFF: Granted = {**MAKERS, HANDLER: TREE}
WINDOW_KEEPERS: Granted = {CHIEF: TREE, PARK: TREE}
EVERYONE: Granted = dict.fromkeys(Role, TREE)

GRANTS: dict[str, Mapping[str, str]] = {
    # units and people: the system administrator makes them, the security administrator gives power, the auditor watches
    "units.view": EVERYONE,
    "units.add": {SYSTEM: TREE},
    "units.edit": {SYSTEM: TREE},
    "people.view": {SYSTEM: TREE, SECURITY: TREE, AUDITOR: TREE, CHIEF: TREE},
    "people.add": {SYSTEM: TREE},
    "people.edit": {SYSTEM: TREE},
    "people.deactivate": {SYSTEM: TREE},
    "people.activate": {SYSTEM: TREE},
    "people.reset_password": {SECURITY: TREE},
    "people.unlock": {SECURITY: TREE},
    "people.assign_role": {SECURITY: TREE},
    "people.withdraw_role": {SECURITY: TREE},
    "grants.view": EVERYONE,
    "audit.view": {AUDITOR: TREE},
    "exports.view": dict.fromkeys(Role, OWN),
    # the calendar is one for the whole installation: deadlines of every unit stand on it
    "calendar.view": EVERYONE,
    "calendar.set_day": {SYSTEM: TREE},
    "calendar.clear_day": {SYSTEM: TREE},
    "calendar.announce": {SYSTEM: TREE},
    "calendar.withdraw": {SYSTEM: TREE},
    # reference tables and chains
    "reference.view": EVERYONE,
    "reference.edit": {SYSTEM: TREE},
    "chains.view": READERS,
    "chains.add": CHIEFS,
    "chains.edit": CHIEFS,
    # companies: read by all who work with the ledger, kept by officers; a phone number is shown only for a reason
    "companies.view": READERS,
    "companies.add": MAKERS,
    "companies.edit": MAKERS,
    "companies.add_contact": MAKERS,
    "companies.edit_contact": MAKERS,
    "companies.remove_contact": MAKERS,
    "companies.reveal": {**MAKERS, LEADER: TREE, HANDLER: TREE},
    "companies.add_fact": MAKERS,
    "companies.remove_fact": MAKERS,
    "companies.mark": MAKERS,
    "companies.unmark": MAKERS,
    "companies.relate": MAKERS,
    "companies.assign": {CHIEF: TREE, PARK: TREE},
    "companies.import": MAKERS,
    "companies.export": READERS,
    # leads: one owner each; handlers of departments and leaders give opinions; the chief reopens and sets the clock
    "leads.view": READERS,
    "leads.register": MAKERS,
    "leads.edit": KEEPERS,
    "leads.respond": KEEPERS,
    "leads.ask_experts": KEEPERS,
    "leads.give_opinion": {**MAKERS, LEADER: TREE, HANDLER: TREE},
    "leads.screen": KEEPERS,
    "leads.feed_back": KEEPERS,
    "leads.follow_up": KEEPERS,
    "leads.link_company": KEEPERS,
    "leads.negotiate": KEEPERS,
    "leads.convert": KEEPERS,
    "leads.drop": KEEPERS,
    "leads.reopen": CHIEFS,
    "leads.transfer": KEEPERS,
    "leads.form_task_force": KEEPERS,
    "leads.change_task_force": KEEPERS,
    "leads.reveal": {**MAKERS, LEADER: TREE, HANDLER: TREE},
    "leads.set_clock": CHIEFS,
    "leads.import": MAKERS,
    "leads.export": READERS,
    # activities and channels: those who keep the ledger, and handlers of departments for what was given to them
    "activities.view": READERS,
    "activities.add": MAKERS,
    "activities.edit": KEEPERS,
    "activities.hold": KEEPERS,
    "activities.cancel": KEEPERS,
    "activities.reopen": CHIEFS,
    "activities.record_met": KEEPERS,
    "activities.add_stop": KEEPERS,
    "activities.add_guest": KEEPERS,
    "activities.add_participant": KEEPERS,
    "activities.remove_part": KEEPERS,
    "activities.promise": KEEPERS,
    "activities.assign": {CHIEF: TREE, PARK: TREE},
    "activities.export": READERS,
    "followups.view": READERS,
    "followups.settle": {OFFICER: OWN, HANDLER: OWN, PARK: OWN, CHIEF: TREE},
    "followups.reassign": CHIEFS,
    "channels.view": READERS,
    "channels.add": MAKERS,
    "channels.edit": KEEPERS,
    "channels.record_result": KEEPERS,
    "channels.pay": CHIEFS,
    "channels.close": KEEPERS,
    "channels.resume": CHIEFS,
    "channels.export": READERS,
    # figures and targets
    "figures.view": READERS,
    "figures.define": CHIEFS,
    "figures.set_standard": CHIEFS,
    "figures.report": CHIEFS,
    "targets.view": READERS,
    "targets.set": CHIEFS,
    # projects: kept by their owners, stages verified by chiefs, park managers and supervisors
    "projects.view": READERS,
    "projects.open": MAKERS,
    "projects.edit": KEEPERS,
    "projects.assign": {CHIEF: TREE, PARK: TREE},
    "projects.change_contract": KEEPERS,
    "projects.record_signing": KEEPERS,
    "projects.add_phase": KEEPERS,
    "projects.edit_phase": KEEPERS,
    "projects.upload": PAPERS,
    "projects.discard": KEEPERS,
    "projects.claim": KEEPERS,
    "projects.withdraw": KEEPERS,
    "projects.verify": VERIFIERS,
    "projects.reject": VERIFIERS,
    "projects.perform": VERIFIERS,
    "projects.start": VERIFIERS,
    "projects.enter_library": VERIFIERS,
    "projects.complete": VERIFIERS,
    "projects.commission": VERIFIERS,
    "projects.reach_capacity": VERIFIERS,
    "projects.move_back": {CHIEF: TREE, SUPERVISOR: TREE},
    "projects.delay": KEEPERS,
    "projects.suspend": CHIEFS,
    "projects.resume": CHIEFS,
    "projects.terminate": CHIEFS,
    "projects.reinstate": CHIEFS,
    "projects.promise": KEEPERS,
    "projects.achieve": KEEPERS,
    "projects.report_investment": KEEPERS,
    "projects.set_quantity": KEEPERS,
    "projects.export": READERS,
    "requirements.view": READERS,
    "requirements.adopt": CHIEFS,
    "requirements.edit": CHIEFS,
    # money received, three batches, special bonds: kept by owners, decided by a second person or the chief
    "receipts.view": READERS,
    "receipts.claim": KEEPERS,
    "receipts.edit": KEEPERS,
    "receipts.recognise": VERIFIERS,
    "receipts.reject": VERIFIERS,
    "receipts.revoke": {CHIEF: TREE, SUPERVISOR: TREE},
    "receipts.export": READERS,
    "rounds.view": READERS,
    "rounds.open": CHIEFS,
    "rounds.edit": CHIEFS,
    "rounds.list": CHIEFS,
    "rounds.unlist": CHIEFS,
    "rounds.publish": CHIEFS,
    "rounds.adjust": CHIEFS,
    "rounds.export": READERS,
    "bars.view": READERS,
    "bars.edit": CHIEFS,
    "bonds.view": READERS,
    "bonds.apply": KEEPERS,
    "bonds.review": KEEPERS,
    "bonds.refuse": KEEPERS,
    "bonds.issue": KEEPERS,
    "bonds.spend": KEEPERS,
    "bonds.export": READERS,
    "libraries.view": READERS,
    "thresholds.view": READERS,
    "thresholds.edit": CHIEFS,
    "libraries.watch": MAKERS,
    "libraries.supply": MAKERS,
    "libraries.enter": CHIEFS,
    # people of firms: whoever keeps the firm's file decides who acts for it
    "accounts.view": READERS,
    "accounts.approve": MAKERS,
    "accounts.refuse": MAKERS,
    "accounts.remove": MAKERS,
    # messages: everybody their own; who keeps the house running sees what did not arrive and tries again
    "outbox.view": {**dict.fromkeys(Role, OWN), CHIEF: TREE, SYSTEM: TREE},
    "outbox.retry": {CHIEF: TREE, SYSTEM: TREE},
    "outbox.cancel": {CHIEF: TREE, SYSTEM: TREE},
    "outbox.copy": {**READERS, API: OWN},
    "preferences.view": dict.fromkeys(Role, OWN),
    "preferences.edit": dict.fromkeys(Role, OWN),
    # other systems: who listens is set by the system administrator, who may call is decided by the security administrator
    "subscriptions.view": {SYSTEM: TREE, SECURITY: TREE, AUDITOR: TREE},
    "subscriptions.add": {SYSTEM: TREE},
    "subscriptions.edit": {SYSTEM: TREE},
    "subscriptions.stop": {SYSTEM: TREE, SECURITY: TREE},
    "subscriptions.resume": {SYSTEM: TREE},
    # tickets, concierge, works orders: registered by who hears of them, handled by the body they go to
    # appointments: windows, rosters, bookings
    "windows.view": READERS,
    "windows.add": WINDOW_KEEPERS,
    "windows.edit": WINDOW_KEEPERS,
    "windows.edit_item": WINDOW_KEEPERS,
    "windows.edit_roster": WINDOW_KEEPERS,
    "windows.except": WINDOW_KEEPERS,
    "windows.put_on_call": WINDOW_KEEPERS,
    "windows.set_rule": CHIEFS,
    "windows.export": READERS,
    "appointments.view": READERS,
    "appointments.book": WINDOW_STAFF,
    "appointments.confirm": WINDOW_STAFF,
    "appointments.assign": WINDOW_STAFF,
    "appointments.check_in": WINDOW_STAFF,
    "appointments.serve": WINDOW_STAFF,
    "appointments.miss": WINDOW_STAFF,
    "appointments.excuse": WINDOW_STAFF,
    "appointments.cancel": WINDOW_STAFF,
    "appointments.queue": WINDOW_STAFF,
    "appointments.leave": WINDOW_STAFF,
    "appointments.move_up": WINDOW_STAFF,
    "appointments.link_ticket": WINDOW_STAFF,
    "appointments.export": READERS,
    # training and talent
    # stewardship: who looks after whom
    # visits, inspections, service codes
    # supervision: lights, notices, appraisal
}
