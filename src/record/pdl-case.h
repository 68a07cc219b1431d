/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-dictionary.h"

/*
 * The case as recorded. Readable by everyone; changed only by pdl_case_apply () of pdl-change.h, which
 * in the program is called from one place, pdl_session_apply (). No clinical meaning here.
 */

typedef struct _PdlCase PdlCase;

/* Values by finding id, in order of first entry. */
typedef struct _PdlFields PdlFields;
const PdlValue *pdl_fields_get (const PdlFields *self, const char *id); /* NULL = not asked */
guint pdl_fields_get_size (const PdlFields *self);
const char *pdl_fields_get_id (const PdlFields *self, guint index);
const PdlValue *pdl_fields_get_value (const PdlFields *self, guint index);
const PdlFinding *pdl_fields_get_declared (const PdlFields *self, guint index); /* as the case's dictionary declares it */
/* Carried forward from the visit before and not yet confirmed. */
gboolean pdl_fields_is_unconfirmed (const PdlFields *self, const char *id);
/* Ids this version does not know, with their JSON text: kept, reported, written back. */
guint pdl_fields_get_n_extra (const PdlFields *self);
const char *pdl_fields_get_extra_id (const PdlFields *self, guint index);
const char *pdl_fields_get_extra_json (const PdlFields *self, guint index);

/* One visit or review: dated findings of the patient and of the levels. */
typedef struct _PdlAssessment PdlAssessment;
const char *pdl_assessment_get_uid (const PdlAssessment *self);
PdlDay pdl_assessment_get_day (const PdlAssessment *self);
const PdlFields *pdl_assessment_get_fields (const PdlAssessment *self);
const PdlFields *pdl_assessment_get_level (const PdlAssessment *self, PdlLevel level); /* never NULL, may be empty */
/* Levels with any recorded or extra field. */
PdlLevelSet pdl_assessment_get_recorded_levels (const PdlAssessment *self);
/* The user's own grouping; n = 0: by contiguity. */
guint pdl_assessment_get_n_targets (const PdlAssessment *self);
PdlLevelSet pdl_assessment_get_target (const PdlAssessment *self, guint index);

/* One dated record: a treatment, imaging, event, decision or document. */
typedef struct _PdlItem PdlItem;
const char *pdl_item_get_uid (const PdlItem *self);
const PdlRecordKind *pdl_item_get_kind (const PdlItem *self);
const PdlFields *pdl_item_get_fields (const PdlItem *self);
/* Shorthands over the common fields. */
PdlDay pdl_item_get_start (const PdlItem *self);   /* "start" or "date"; PDL_DAY_NONE */
PdlDay pdl_item_get_end (const PdlItem *self);
/* Of a date field; PDL_DAY_NONE: none, or known to month or year only. */
PdlDay pdl_item_get_exact_day (const PdlItem *self, const char *field);
PdlLevelSet pdl_item_get_levels (const PdlItem *self);
const char *pdl_item_get_status (const PdlItem *self); /* code or NULL */

PdlCase *pdl_case_new (PdlDictionary *dictionary, const char *uid); /* @uid NULL: a new random one */
PdlCase *pdl_case_ref (PdlCase *self);
void pdl_case_unref (PdlCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlCase, pdl_case_unref)
PdlCase *pdl_case_copy (PdlCase *self); /* deep; for handing to another thread */

const char *pdl_case_get_uid (PdlCase *self);
PdlDictionary *pdl_case_get_dictionary (PdlCase *self);
gint64 pdl_case_get_revision (PdlCase *self); /* 0 = never stored; +1 with every stored change */
void pdl_case_set_revision (PdlCase *self, gint64 revision);
const PdlFields *pdl_case_get_identity (PdlCase *self);
guint pdl_case_get_n_assessments (PdlCase *self); /* oldest first */
const PdlAssessment *pdl_case_get_assessment (PdlCase *self, guint index);
const PdlAssessment *pdl_case_get_current (PdlCase *self); /* the newest; NULL when there is none */
const PdlAssessment *pdl_case_lookup_assessment (PdlCase *self, const char *uid);
guint pdl_case_get_n_items (PdlCase *self, PdlGroup group); /* in order of entry */
const PdlItem *pdl_case_get_item (PdlCase *self, PdlGroup group, guint index);
const PdlItem *pdl_case_lookup_item (PdlCase *self, const char *uid);
