/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-probe.h"

/*
 * PdlReasons: what reasoning over the decision stands on. The axes and the classes of cost come from reason.ini; which findings the
 * decision reads and which values of each can be told apart follow from the rules. Made once for a knowledge set, then immutable
 * and shared between threads.
 */

typedef struct
{
  const char *id, *label;   /* untranslated */
  guint index;              /* place in the file: axes as they are shown, costs from the least on */
  PdlBasis basis;
} PdlReasonGroup;

/* One value that can be told apart from its neighbours. For a number with limits between its classes, @value is one of the class. */
typedef struct
{
  PdlValue *value;          /* (nullable) for a set: one code of it, see PdlReasonFinding */
  double number;            /* as the facts have it */
  double above, below;      /* of a class of numbers: the limits it lies between, not counted in; NaN = none */
} PdlReasonValue;

/*
 * A finding that can be recorded and that the decision reads. The values of a set are its codes, one bit each: a change of a set is
 * one code more or less, or all codes taken away.
 */
typedef struct
{
  const PdlFinding *finding;
  const PdlReasonGroup *axis; /* (nullable) */
  const PdlReasonGroup *cost; /* (nullable) */
  guint rank;                 /* order in which changes are told: that of the axes, then that of the dictionary */
  gboolean is_searched;       /* FALSE: a date, or a number that is also reckoned with; its values are not gone through */
  gboolean is_set;
  PdlReasonValue *values;     /* in order */
  guint n_values;
} PdlReasonFinding;

typedef struct _PdlReasons PdlReasons;

/* NULL with @error (PDL_KNOWLEDGE_ERROR, PDL_INI_ERROR) when reason.ini is missing or does not read. */
PdlReasons *pdl_reasons_new (PdlKnowledge *knowledge, GError **error);
PdlReasons *pdl_reasons_ref (PdlReasons *self);
void pdl_reasons_unref (PdlReasons *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlReasons, pdl_reasons_unref)

guint pdl_reasons_get_n_axes (const PdlReasons *self);
const PdlReasonGroup *pdl_reasons_get_axis (const PdlReasons *self, guint index);
guint pdl_reasons_get_n_findings (const PdlReasons *self); /* by rank */
const PdlReasonFinding *pdl_reasons_get_finding (const PdlReasons *self, guint index);
/* NULL: the decision does not read it, or nobody can record it. */
const PdlReasonFinding *pdl_reasons_lookup (const PdlReasons *self, const PdlFinding *finding);
const PdlProbeRules *pdl_reasons_get_rules (const PdlReasons *self);
PdlKnowledge *pdl_reasons_get_knowledge (const PdlReasons *self);
