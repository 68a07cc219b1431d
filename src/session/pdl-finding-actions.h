/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-session.h"

/*
 * One stateful string action per finding of a scope: state is the text form of pdl_finding_format () ('' not asked,
 * '?' unknown, 'n/a' not applicable); activating or changing state with a text sets the finding through
 * the one door; a text the dictionary refuses leaves the state as it was and emits "refused" (id, message).
 * Groups: "case" (identity and patient findings), "level" (findings of the selected levels; state is the value they
 * share, '' when they differ), "target" (target and plan findings of the target in hand).
 */
#define PDL_TYPE_FINDING_ACTIONS (pdl_finding_actions_get_type ())
G_DECLARE_FINAL_TYPE (PdlFindingActions, pdl_finding_actions, PDL, FINDING_ACTIONS, GObject)

/* Implements GActionGroup. @group: "case", "level" or "target". */
PdlFindingActions *pdl_finding_actions_new (PdlSession *session, const char *group);
