/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-ctv.h"

/* A pattern, or an epidural extent, that is tried: -1 is never tried. */
typedef struct
{
  int pattern, epidural;
} Trial;

static gboolean
rule_applies (const PdlCtvRule *rule, const PdlCtvInput *input, Trial trial)
{
  if (rule->option != NULL && (input->options == NULL || !g_strv_contains (input->options, rule->option)))
    return FALSE;
  if ((input->sectors & rule->sectors) != rule->sectors || (rule->only && input->sectors != rule->sectors))
    return FALSE;
  return (rule->pattern < 0 || rule->pattern == trial.pattern) && (rule->epidural < 0 || rule->epidural == trial.epidural);
}

static guint32
run_rules (const PdlDoseTables *tables, const PdlCtvInput *input, Trial trial, GPtrArray *into, gboolean *ret_ring)
{
  guint32 volume = 0;

  *ret_ring = FALSE;
  for (guint i = 0; i < tables->ctv_rules->len; i++)
    {
      const PdlCtvRule *rule = g_ptr_array_index (tables->ctv_rules, i);

      if (!rule_applies (rule, input, trial))
        continue;
      volume |= rule->adds;
      *ret_ring |= rule->ring;
      if (into != NULL)
        g_ptr_array_add (into, (gpointer) rule);
    }
  return volume;
}

/* The disease itself makes a ring right. */
static gboolean
ring_is_involved (const PdlCtvSettings *settings, guint32 sectors)
{
  for (guint i = 0; i < settings->ring_needs->len; i++)
    if ((sectors & g_array_index (settings->ring_needs, guint32, i)) == 0)
      return FALSE;
  return TRUE;
}

/* Whether every code that may stand for the unknown one gives the same volume: then it need not be known. */
static gboolean
is_same_for_all (const PdlDoseTables *tables, const PdlCtvInput *input, gboolean any_pattern, gboolean any_epidural)
{
  const PdlCtvSettings *settings = &tables->ctv;
  int patterns = any_pattern ? (int) settings->pattern->n_codes : 1, extents = any_epidural ? (int) settings->epidural->n_codes : 1;
  guint32 first = 0;
  gboolean first_ring = FALSE;

  for (int p = 0; p < patterns; p++)
    for (int e = 0; e < extents; e++)
      {
        gboolean ring;
        guint32 volume = run_rules (tables, input, (Trial) { any_pattern ? p : input->pattern, any_epidural ? e : input->epidural }, NULL, &ring);

        if (p == 0 && e == 0)
          {
            first = volume;
            first_ring = ring;
          }
        else if (volume != first || (volume == settings->all && ring != first_ring))
          return FALSE;
      }
  return TRUE;
}

static PdlCtv *
refuse (PdlCtv *self, const PdlDoseTables *tables, const char *why)
{
  self->refusal = pdl_dose_tables_find_refusal (tables, why);
  return self;
}

static void
warn (PdlCtv *self, const PdlDoseTables *tables, const char *id)
{
  g_ptr_array_add (self->warnings, (gpointer) pdl_dose_tables_find_warning (tables, id));
}

PdlCtv *
pdl_ctv_new (const PdlDoseTables *tables, const PdlCtvInput *input)
{
  const PdlCtvSettings *settings = &tables->ctv;
  gboolean needs_pattern = input->pattern < 0 && (input->sectors & settings->pattern_sector) != 0;
  PdlCtv *self = g_new0 (PdlCtv, 1);
  gboolean ring;

  self->rules = g_ptr_array_new ();
  self->warnings = g_ptr_array_new ();
  if (input->setting >= 0 && input->setting < (int) settings->setting->n_codes)
    self->setting = pdl_dose_note_find (tables->ctv_settings, settings->setting->codes[input->setting].code);

  if (input->level != PDL_LEVEL_NONE && (input->level < settings->first || input->level > settings->last))
    return refuse (self, tables, "sacrum");
  if (!input->marked)
    return refuse (self, tables, "sectors");
  if (input->sectors == 0)
    {
      warn (self, tables, "NO_GTV");
      return self;
    }
  if (needs_pattern && !is_same_for_all (tables, input, TRUE, FALSE))
    return refuse (self, tables, "pattern");
  if (input->epidural < 0 && !is_same_for_all (tables, input, FALSE, TRUE))
    return refuse (self, tables, "epidural");

  self->sectors = run_rules (tables, input, (Trial) { input->pattern, input->epidural }, self->rules, &ring);
  /* The volume is never narrower than the disease, whatever the rules of the file leave out. */
  self->sectors |= input->sectors;
  if (self->sectors == settings->all && !ring && !ring_is_involved (settings, input->sectors))
    warn (self, tables, "RING_BY_UNION");
  if (self->setting == NULL)
    warn (self, tables, "PREOPERATIVE_SECTORS");
  return self;
}

/* The position of a finding's code at a place; -1 = unknown. */
static int
position_of (PdlFacts *facts, const PdlFinding *finding, int target, PdlLevel level)
{
  const PdlValue *value = pdl_facts_get_value (facts, finding, target, level);

  return pdl_value_is_known (value) ? (int) pdl_value_get_position (value) : -1;
}

PdlCtv *
pdl_ctv_new_for_level (const PdlDoseTables *tables, PdlFacts *facts, PdlLevel level, const char *const *options)
{
  const PdlCtvSettings *settings = &tables->ctv;
  int target = pdl_dose_find_target (facts, PDL_LEVEL_BIT (level));
  const PdlValue *sectors = pdl_facts_get_value (facts, settings->sectors, target, level);
  PdlCtvInput input = {
    .marked = pdl_value_is_known (sectors),
    .sectors = pdl_value_is_known (sectors) ? pdl_value_get_bits (sectors) : 0,
    .pattern = position_of (facts, settings->pattern, target, level),
    .epidural = position_of (facts, settings->epidural, target, level),
    .setting = target >= 0 ? position_of (facts, settings->setting, target, PDL_LEVEL_NONE) : -1,
    .level = level,
    .options = options,
  };

  return pdl_ctv_new (tables, &input);
}

void
pdl_ctv_free (PdlCtv *self)
{
  g_ptr_array_unref (self->rules);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

char *
pdl_ctv_to_text (const PdlCtv *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->rules->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, pdl_dictionary_translate (((PdlCtvRule *) g_ptr_array_index (self->rules, i))->text));
    }
  return g_string_free (text, FALSE);
}
