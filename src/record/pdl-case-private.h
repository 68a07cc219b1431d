/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"

/* The insides of a case, shared by pdl-case.c and pdl-fields.c, which read, and pdl-change.c, which alone writes. */

typedef struct
{
  const PdlFinding *finding; /* of the case's dictionary */
  PdlValue *value;      /* (owned) never NULL: an entry goes when its value goes */
  gboolean unconfirmed; /* carried forward from the visit before */
} PdlFieldEntry;

typedef struct
{
  char *id;
  char *json;
} PdlExtraEntry;

/* What fields hold. Copies of a case share it until one of them is written to: the writer takes a block of its own. */
typedef struct
{
  gatomicrefcount refs;
  GArray *entries; /* of PdlFieldEntry, in order of first entry */
  GArray *extras;  /* of PdlExtraEntry */
} PdlFieldBlock;

struct _PdlFields
{
  PdlFieldBlock *block; /* NULL: nothing was ever written */
};

struct _PdlAssessment
{
  char *uid; /* (GRefString) here, in items and in the case: copies share it */
  PdlDay day;
  PdlFields fields;
  PdlFields levels[PDL_N_LEVELS];
  GArray *targets; /* of PdlLevelSet; empty = by contiguity */
};

struct _PdlItem
{
  char *uid;
  const PdlRecordKind *kind;
  PdlFields fields;
};

struct _PdlCase
{
  gatomicrefcount refs;
  char *uid;
  gint64 revision;
  PdlDictionary *dictionary;
  PdlFields identity;
  GPtrArray *assessments;            /* of PdlAssessment, oldest first */
  GPtrArray *items[PDL_N_GROUPS];    /* of PdlItem, in order of entry */
};

void pdl_fields_init (PdlFields *self);
void pdl_fields_clear (PdlFields *self);
/* @self is empty and takes part in what @from holds. */
void pdl_fields_share (PdlFields *self, const PdlFields *from);
/* @value NULL removes. */
void pdl_fields_set (PdlFields *self, const PdlFinding *finding, PdlValue *value);
/* The same by the finding itself: @finding is of the dictionary the fields were written with. */
const PdlValue *pdl_fields_get_finding (const PdlFields *self, const PdlFinding *finding);
void pdl_fields_set_unconfirmed (PdlFields *self, const char *id, gboolean unconfirmed);
/* @json NULL removes. */
void pdl_fields_set_extra (PdlFields *self, const char *id, const char *json);
const char *pdl_fields_get_extra (const PdlFields *self, const char *id);
gboolean pdl_fields_is_empty (const PdlFields *self);

PdlAssessment *pdl_assessment_new (const char *uid, PdlDay day);
gboolean pdl_assessment_is_empty (const PdlAssessment *self);
/* Keeps the order by day; visits of one day in order of entry. */
void pdl_case_insert_assessment (PdlCase *self, PdlAssessment *assessment);
PdlItem *pdl_item_new (const char *uid, const PdlRecordKind *kind);
/* The fields at a place; NULL when there is no such assessment or item. */
PdlFields *pdl_case_get_place (PdlCase *self, const char *uid, PdlLevel level);
