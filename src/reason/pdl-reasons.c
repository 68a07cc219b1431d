/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reader of reason.ini, and the values of each finding that the rules can tell apart.
 */

#include "pdl-reasons.h"

#include "pdl-evaluate-private.h"
#include "pdl-reads.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MOST_WHOLE_NUMBERS 32 /* a range no wider is gone through number by number */

struct _PdlReasons
{
  gatomicrefcount refs;
  PdlKnowledge *knowledge;
  PdlProbeRules *rules;
  GPtrArray *axes, *costs;       /* of PdlReasonGroup */
  GPtrArray *findings;           /* of PdlReasonFinding, by rank */
  PdlReasonFinding **by_index;   /* by finding index; (nullable) */
};

static void
group_free (gpointer data)
{
  PdlReasonGroup *self = data;

  g_free (self);
}

static void
finding_free (gpointer data)
{
  PdlReasonFinding *self = data;

  for (guint i = 0; i < self->n_values; i++)
    pdl_value_unref (self->values[i].value);
  g_free (self->values);
  g_free (self);
}

/* ---- values --------------------------------------------------------------------------------------------------------- */

static void
add_value (GArray *values, PdlValue *value, double number, double above, double below)
{
  PdlReasonValue one = { value, number, above, below };

  g_array_append_val (values, one);
}

static PdlValue *
make_number (const PdlFinding *finding, double number)
{
  return finding->type == PDL_TYPE_INT ? pdl_value_new_int ((gint64) number) : pdl_value_new_number (number, NULL, NULL);
}

/* A value between two limits that are not counted in; NaN = open. */
static double
pick_between (const PdlFinding *finding, double above, double below)
{
  double low = isnan (above) ? finding->min : above, high = isnan (below) ? finding->max : below;
  double number;

  if (isnan (low) && isnan (high))
    number = 0;
  else if (isnan (high))
    number = low + 1;
  else if (isnan (low))
    number = high - 1;
  else
    number = (low + high) / 2;
  if (finding->type == PDL_TYPE_INT)
    number = isnan (above) ? floor (number) : above + 1;
  return number;
}

static gboolean
is_allowed (const PdlFinding *finding, double number)
{
  g_autoptr (PdlValue) value = make_number (finding, number);

  return pdl_finding_validate (finding, value, NULL);
}

static void
add_class (const PdlFinding *finding, GArray *values, double above, double below)
{
  double number = pick_between (finding, above, below);

  if ((isnan (above) || number > above) && (isnan (below) || number < below) && is_allowed (finding, number))
    add_value (values, make_number (finding, number), number, above, below);
}

/* A limit nobody can type, 42 days in months, is no value of its own. */
static gboolean
can_be_typed (const PdlFinding *finding, double number)
{
  return finding->type == PDL_TYPE_INT ? number == floor (number) : fabs (number * 1000 - round (number * 1000)) < 1e-9;
}

static void
add_classes (const PdlFinding *finding, const double *limits, guint n_limits, GArray *values)
{
  for (guint i = 0; i <= n_limits; i++)
    {
      add_class (finding, values, i > 0 ? limits[i - 1] : NAN, i < n_limits ? limits[i] : NAN);
      if (i < n_limits && can_be_typed (finding, limits[i]) && is_allowed (finding, limits[i]))
        add_value (values, make_number (finding, limits[i]), limits[i], NAN, NAN);
    }
}

/* Every number of a short range; FALSE when it is none. */
static gboolean
add_range (const PdlFinding *finding, GArray *values)
{
  double step = isnan (finding->step) || finding->step <= 0 ? 1 : finding->step;

  if (finding->type != PDL_TYPE_INT || isnan (finding->min) || isnan (finding->max) || (finding->max - finding->min) / step > MOST_WHOLE_NUMBERS)
    return FALSE;
  for (double number = finding->min; number <= finding->max; number += step)
    if (is_allowed (finding, number))
      add_value (values, make_number (finding, number), number, NAN, NAN);
  return TRUE;
}

static gboolean
add_numbers (PdlKnowledge *knowledge, const PdlFinding *finding, GArray *values)
{
  g_autofree double *limits = NULL;
  guint n_limits;

  if (add_range (finding, values))
    return TRUE;
  limits = pdl_knowledge_find_thresholds (knowledge, finding, &n_limits);
  if (limits == NULL)
    return FALSE;
  add_classes (finding, limits, n_limits, values);
  return TRUE;
}

static gboolean
add_values (PdlKnowledge *knowledge, const PdlFinding *finding, GArray *values)
{
  switch (finding->type)
    {
    case PDL_TYPE_BOOL:
      add_value (values, pdl_value_new_bool (FALSE), 0, NAN, NAN);
      add_value (values, pdl_value_new_bool (TRUE), 1, NAN, NAN);
      return TRUE;
    case PDL_TYPE_ENUM:
      for (guint i = 0; i < finding->n_codes; i++)
        add_value (values, pdl_value_new_enum (i, finding->codes[i].code), i, NAN, NAN);
      return TRUE;
    case PDL_TYPE_SET:
      for (guint i = 0; i < finding->n_codes; i++)
        add_value (values, NULL, i, NAN, NAN);
      return TRUE;
    case PDL_TYPE_INT:
    case PDL_TYPE_NUMBER: return add_numbers (knowledge, finding, values);
    default: return FALSE;
    }
}

/* ---- the file ------------------------------------------------------------------------------------------------------- */

static void
add_finding (PdlReasons *self, const PdlFinding *finding)
{
  g_autoptr (GArray) values = g_array_new (FALSE, TRUE, sizeof (PdlReasonValue));
  PdlReasonFinding *one = g_new0 (PdlReasonFinding, 1);

  one->finding = finding;
  one->rank = self->findings->len;
  one->is_set = finding->type == PDL_TYPE_SET;
  one->is_searched = add_values (self->knowledge, finding, values);
  one->n_values = values->len;
  one->values = (PdlReasonValue *) (gpointer) g_array_free (g_steal_pointer (&values), FALSE);
  g_ptr_array_add (self->findings, one);
  self->by_index[finding->index] = one;
}

static gboolean
is_wanted (PdlReasons *self, const PdlFinding *finding)
{
  const PdlReads *reads = self->knowledge->reads;

  return finding->scope != PDL_SCOPE_FIELD && finding->scope != PDL_SCOPE_IDENTITY && finding->kind != PDL_KIND_DERIVED
         && pdl_reads_has (&reads->affected[finding->index * reads->n_affected_words], reads->others, PDL_AFFECTED_DECISION);
}

/* The findings of one group: each is one the decision reads, and stands in one group of the kind. */
static gboolean
read_findings (PdlReasons *self, PdlIniGroup *group, const PdlReasonGroup *reason, gboolean is_axis, GError **error)
{
  g_auto (GStrv) ids = pdl_ini_group_get_list (group, "findings");

  if (ids == NULL)
    return pdl_ini_group_set_error (group, "findings", error, _ ("this key is needed"));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (self->knowledge), ids[i]);
      PdlReasonFinding *one;

      if (finding == NULL)
        return pdl_ini_group_set_error (group, "findings", error, _ ("there is no finding “%s”"), ids[i]);
      if (!is_wanted (self, finding))
        return pdl_ini_group_set_error (group, "findings", error, _ ("“%s” is nothing that can be recorded and that the decision reads"), ids[i]);
      if (is_axis && self->by_index[finding->index] == NULL)
        add_finding (self, finding);
      one = self->by_index[finding->index];
      if ((is_axis ? one->axis : one->cost) != NULL)
        return pdl_ini_group_set_error (group, "findings", error, _ ("“%s” stands in two groups"), ids[i]);
      if (is_axis)
        one->axis = reason;
      else
        one->cost = reason;
    }
  return TRUE;
}

static gboolean
read_group (PdlReasons *self, PdlIniGroup *group, gboolean is_axis, GError **error)
{
  GPtrArray *groups = is_axis ? self->axes : self->costs;
  PdlReasonGroup *reason;

  if (!g_str_equal (pdl_ini_group_get_kind (group), is_axis ? "axis" : "cost"))
    return TRUE;
  reason = g_new0 (PdlReasonGroup, 1);
  reason->id = pdl_ini_group_get_name (group);
  reason->index = groups->len;
  g_ptr_array_add (groups, reason);
  reason->label = pdl_ini_group_get (group, "label");
  if (reason->label == NULL)
    return pdl_ini_group_set_error (group, "label", error, _ ("this key is needed"));
  reason->basis.file = pdl_ini_get_name (pdl_ini_group_get_ini (group));
  reason->basis.line = pdl_ini_group_get_line (group);
  reason->basis.source_text = pdl_ini_group_get (group, "source");
  reason->basis.tag = pdl_ini_group_get (group, "tag");
  return read_findings (self, group, reason, is_axis, error) && pdl_ini_group_check_all_read (group, error);
}

static gboolean
read_file (PdlReasons *self, gboolean axes, GError **error)
{
  PdlIni *ini = pdl_knowledge_need_ini (self->knowledge, "reason.ini", error);

  if (ini == NULL)
    return FALSE;
  for (guint i = 0; i < pdl_ini_get_n_groups (ini); i++)
    if (!read_group (self, pdl_ini_get_group (ini, i), axes, error))
      return FALSE;
  return TRUE;
}

/* ---- public --------------------------------------------------------------------------------------------------------- */

PdlReasons *
pdl_reasons_new (PdlKnowledge *knowledge, GError **error)
{
  g_autoptr (PdlReasons) self = g_new0 (PdlReasons, 1);
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (knowledge);
  guint n = pdl_dictionary_get_n_findings (dictionary);

  g_atomic_ref_count_init (&self->refs);
  self->knowledge = pdl_knowledge_ref (knowledge);
  self->rules = pdl_probe_rules_new (knowledge);
  self->axes = g_ptr_array_new_with_free_func (group_free);
  self->costs = g_ptr_array_new_with_free_func (group_free);
  self->findings = g_ptr_array_new_with_free_func (finding_free);
  self->by_index = g_new0 (PdlReasonFinding *, n);
  if (!read_file (self, TRUE, error))
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);

      if (self->by_index[i] == NULL && is_wanted (self, finding))
        add_finding (self, finding);
    }
  if (!read_file (self, FALSE, error))
    return NULL;
  return g_steal_pointer (&self);
}

PdlReasons *
pdl_reasons_ref (PdlReasons *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pdl_reasons_unref (PdlReasons *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  pdl_probe_rules_free (self->rules);
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->axes);
  g_ptr_array_unref (self->costs);
  g_free (self->by_index);
  pdl_knowledge_unref (self->knowledge);
  g_free (self);
}

guint
pdl_reasons_get_n_axes (const PdlReasons *self)
{
  return self->axes->len;
}

const PdlReasonGroup *
pdl_reasons_get_axis (const PdlReasons *self, guint index)
{
  return g_ptr_array_index (self->axes, index);
}

guint
pdl_reasons_get_n_findings (const PdlReasons *self)
{
  return self->findings->len;
}

const PdlReasonFinding *
pdl_reasons_get_finding (const PdlReasons *self, guint index)
{
  return g_ptr_array_index (self->findings, index);
}

const PdlReasonFinding *
pdl_reasons_lookup (const PdlReasons *self, const PdlFinding *finding)
{
  return finding->scope != PDL_SCOPE_FIELD ? self->by_index[finding->index] : NULL;
}

const PdlProbeRules *
pdl_reasons_get_rules (const PdlReasons *self)
{
  return self->rules;
}

PdlKnowledge *
pdl_reasons_get_knowledge (const PdlReasons *self)
{
  return self->knowledge;
}
