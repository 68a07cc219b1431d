/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-arena.h"
#include "pdl-expr-private.h"

/* The insides of a fact table, shared by pdl-facts.c, which fills slots, pdl-facts-entries.c, which takes over what is
 * recorded, pdl-facts-targets.c, which forms the targets, pdl-facts-records.c, which reads the dated records, and the
 * programs of pdl-program.c, which read slots that are done without asking. */

typedef enum
{
  PDL_SLOT_DONE = 1,
  PDL_SLOT_COMPUTING = 2,
  PDL_SLOT_ENTERED = 4,    /* an entry stands here, known or not */
  PDL_SLOT_OVERRIDDEN = 8, /* the value is not the record's */
} PdlSlotState;

/* The slots of the patient, of one target or of one level, by finding index. */
typedef struct
{
  double *values;
  guint8 *states; /* of PdlSlotState bits */
} PdlPlace;

/* A dated record as the queries read it. */
typedef struct
{
  const PdlItem *item;
  const PdlFields *fields;
  guint kind;        /* place of its kind in the dictionary */
  double start;      /* NaN = no date */
  double kind_word;  /* its kind as a code of no finding */
  PdlLevelSet levels;
  gboolean started;
} PdlRecordFact;

/* One result of a finding. Minutes since 1970: it was taken between @from and @to, both included; the same when it is known. */
typedef struct _PdlResultFact
{
  double value;       /* in our unit; NaN when its unit is none of the finding's */
  double from, to;
  double least, most; /* minutes from it to the newest other one, never under 0: at least, at most */
  double newest;      /* a truth */
} PdlResultFact;

typedef struct
{
  PdlResultFact *results;
  guint n;
} PdlSeries;

struct _PdlFacts
{
  PdlKnowledge *knowledge;
  PdlCase *kase;
  const PdlAssessment *assessment; /* (nullable) */
  PdlMinute now;
  PdlArena *arena;
  gboolean owns_arena;
  gboolean foreign;                /* the case was made with another dictionary than the knowledge's */
  gboolean walks;                  /* reads the trees of expressions, not their programs: the reference of the tests */
  guint n_findings;
  PdlLevelSet involved;
  PdlLevelSet *targets;
  guint n_targets;
  struct _PdlContext *contexts;    /* by target + 1: where programs run that read no level's own value */
  guint n_contexts;                /* 0 while the targets are formed */
  PdlPlace patient;
  PdlPlace *at_targets;            /* n_targets */
  PdlPlace at_levels[PDL_N_LEVELS];/* made when a level is recorded or asked for; values NULL until then */
  GHashTable *made;                /* (nullable) (finding, place) → PdlValue: built for texts */
  PdlScoreResult ***scores;        /* by place, then score; NULL = not asked for */
  PdlRecordFact *records;          /* not cancelled, in order of entry; made when first asked for */
  guint n_records;
  gboolean has_records;
  PdlSeries **series;              /* (nullable) by finding: made when first asked for */
  const PdlItem **present;         /* by target + 1: see present_done */
  guint8 *present_done;
};

/* What the results made over this table stand in. */
PdlArena *pdl_facts_get_arena (PdlFacts *self);

/* Fills @involved, @targets and @n_targets from the assessment. */
void pdl_facts_form_targets (PdlFacts *self);

/* The slots of a level. */
PdlPlace *pdl_facts_make_level (PdlFacts *self, PdlLevel level);
/* Takes over the entries of the patient and of the recorded levels (before the targets are formed), then those of the
 * targets. @only (nullable): nothing else than these findings. */
void pdl_facts_take_entries (PdlFacts *self, const guint64 *only);
void pdl_facts_take_target_entries (PdlFacts *self, const guint64 *only);
double pdl_value_as_fact (const PdlValue *value);
const PdlValue *pdl_facts_find_value (PdlFacts *self, const PdlFields *fields, const PdlFinding *finding);
/* What was recorded for a place: NULL = not asked. */
const PdlValue *pdl_facts_find_entry (PdlFacts *self, const PdlFinding *finding, int target, PdlLevel level);

void pdl_facts_read_records (PdlFacts *self);

/* Every result of @finding up to the assessment read and to the end of today: records of it, and what was measured at a visit. */
const PdlSeries *pdl_facts_get_series (PdlFacts *self, const PdlFinding *finding);
/* `value`, `day`, `newest`; NULL for another name. The same pointer for the same name. */
const PdlFinding *pdl_result_find_field (const char *name);
double pdl_result_get (const PdlResultFact *self, const PdlFinding *field);
/* A query over the results of a finding; @test (nullable) is its `where`. */
typedef double (*PdlResultTest) (const PdlResultFact *result, gpointer user_data);
double pdl_results_run (const PdlNode *node, PdlFacts *facts, PdlResultTest test, gpointer user_data);

gboolean pdl_facts_levels_are_at_target (PdlFacts *self, PdlLevelSet levels, int target);
