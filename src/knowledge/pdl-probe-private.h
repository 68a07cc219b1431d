/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluate-private.h"
#include "pdl-probe.h"
#include "pdl-reads.h"

/* The insides of a probe, shared by pdl-probe-rules.c, which knows what a reading follows from, pdl-probe-facts.c, which changes
 * the facts and puts them back, pdl-probe.c, which reads, and pdl-probe-rows.c, which reads rows alone. */

#define PDL_PROBE_TARGETS_BIT 63

struct _PdlProbeRules
{
  PdlKnowledge *knowledge;   /* (unowned) */
  GPtrArray *direct;         /* of PdlFinding const: read by the decision itself; those the row follows from stand first */
  guint *direct_index;       /* their finding indices */
  guint n_row;
  gboolean plain;            /* the decision reads nothing but those */
  guint32 unsettling;        /* inputs, as bits: where a modifier sets one for everything behind it, more is read */
  const PdlFinding *involved;/* (nullable) */
  guint64 *touched;          /* by finding index: see pdl_probe_overlap () */
  guint64 *mask;             /* findings that the reading or the targets depend on */
};

/* The slots of one place as they are taken over from the record, and as the case fills them. */
typedef struct
{
  PdlPlace *place;
  double *fresh_values, *values;
  guint8 *fresh_states, *states;
} PdlProbeKept;

typedef struct
{
  const PdlFinding *finding;
  PdlLevel place;
  PdlValue *value, *before; /* before (nullable) */
} PdlProbeSetting;

struct _PdlProbe
{
  PdlKnowledge *knowledge;
  PdlCase *kase;
  PdlAssessment *assessment;
  int target;
  PdlLevelSet grouped;       /* levels the user put into a target: involved whatever they hold */
  gboolean spoken;           /* a level holds what was said of its whole target, which does not form targets */
  PdlFacts *facts;
  PdlProbeKept *kept;
  guint n_kept;
  PdlLevelSet kept_levels;
  PdlScoreResult **scores;   /* as the case fills them, one place behind the other */
  guint n_score_places;
  guint n_words;
  double involvement[PDL_N_LEVELS];
  const PdlProbeRules *rules;
  gboolean reach;
  /* Values of the direct findings, then, with @reach, the classes left of each input and whether some level is not graded. */
  double *base_key, *key;
  guint n_key;
  GHashTable *known;         /* of Known, by its key */
  GPtrArray *others;         /* of Known: not to be looked up */
  GHashTable *known_rows;    /* of KnownRow, by the part of the key that the row follows from */
  const PdlReading *base;
  PdlProbeSetting settings[PDL_PROBE_MOST];
  guint n_settings;
  guint64 *dirty;            /* slots and scores that are not as the case fills them */
  gboolean is_dirty;
};

static inline gboolean
pdl_probe_has (const guint64 *set, guint bit)
{
  return (set[bit / 64] >> (bit % 64) & 1) != 0;
}

/* The facts of the case as recorded, as of @now. Everything that lives as long as they do is made here: what a reading makes is given back. */
void pdl_probe_make_facts (PdlProbe *self, PdlMinute now);
/* The base has been read: what it filled in is what is put back. */
void pdl_probe_keep_filled (PdlProbe *self);
void pdl_probe_free_facts (PdlProbe *self);
/* The facts with what is set, as far as they were not worked out before. What is made from here on goes at rest (). */
PdlArenaMark pdl_probe_stir (PdlProbe *self);
void pdl_probe_rest (PdlProbe *self, PdlArenaMark mark);
/* While stirred: whether the levels form other targets; the first @n of the key into self->key; the reading of the whole key. */
gboolean pdl_probe_forms_other_targets (PdlProbe *self);
void pdl_probe_fill_key (PdlProbe *self, guint n);
const PdlReading *pdl_probe_look_up (PdlProbe *self);
guint32 pdl_probe_hash_key (const double *key, guint n);

GHashTable *pdl_probe_make_known_rows (void);
