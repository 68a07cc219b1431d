/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-draw.h"
#include "pdl-session.h"

/*
 * The one table that ties findings of the dictionary to the drawn spine: which finding feeds which field of
 * PdlVertebraState, and which key of the spine view sets which of its values. Texts come from the dictionary.
 */

typedef enum
{
  PDL_SPINE_LESION,
  PDL_SPINE_COLLAPSE,
  PDL_SPINE_ALIGNMENT,
  PDL_SPINE_SECTORS,
  PDL_SPINE_SACRAL_PARTS,
  PDL_SPINE_ESCC,
  PDL_SPINE_BONE_COMPRESSION,
  PDL_SPINE_N_FINDINGS,
} PdlSpineFinding;

/* The dictionary's declaration; NULL when the dictionary has none. */
const PdlFinding *pdl_spine_finding (PdlSession *session, PdlSpineFinding which);
/* Sectors above the sacrum, sacral parts in it. */
const PdlFinding *pdl_spine_parts_finding (PdlSession *session, PdlLevel level);
/* The finding that splits a level from, or joins it to, the target above. */
const PdlFinding *pdl_spine_link_finding (PdlSession *session);

/* Fills PDL_N_LEVELS states from the open case; selection and focus are left FALSE. With @ghosts, a level that is clear now
 * but was involved at the visit before is drawn as its ghost. */
void pdl_spine_state_read (PdlSession *session, gboolean ghosts, PdlVertebraState *states);
/* The two would paint alike; @ret_anatomy (nullable): the cached anatomy differs. */
gboolean pdl_spine_state_equal (const PdlVertebraState *a, const PdlVertebraState *b, gboolean *ret_anatomy);
/* "T8, lytic, collapse over 50 %, ESCC 2, SINS 14 unstable". (transfer full) */
char *pdl_spine_state_describe (PdlSession *session, PdlLevel level);
/* Something of the vertebra itself is recorded, not only of its target. */
gboolean pdl_spine_level_has_findings (PdlSession *session, PdlLevel level);
/* What stands beside the level in a few lines: grade, scores, lesion. NULL when the level is clear. (transfer full) */
char *pdl_spine_state_caption (PdlSession *session, PdlLevel level);

/* Brackets beside the column from the treatments: earlier radiation, implants, what is planned. (element-type PdlBracket) */
GArray *pdl_spine_brackets_new (void);
void pdl_spine_brackets_read (PdlSession *session, GArray *brackets);

/* The text form that @key sets, after the prefix key when @prefixed ("e" and then the grade). NULL: not a key of ours. */
const char *pdl_spine_key_lookup (PdlSession *session, gunichar key, gboolean prefixed, const PdlFinding **ret_finding);
/* TRUE for the key that waits for a second one. */
gboolean pdl_spine_key_is_prefix (gunichar key);
/* The next step of none → left → right → both pedicles. (transfer full) */
char *pdl_spine_next_pedicles (PdlSession *session, PdlLevel level);
