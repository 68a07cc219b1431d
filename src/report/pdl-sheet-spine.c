/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spine on the sheet: what the current visit shows, with the fields, implants and plans beside it. */
#include "pdl-sheet-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const PdlValue *
value_of (PdlSheet   *self,
          const char *id,
          PdlLevel    level)
{
  const PdlFinding *finding = pdl_sheet_finding (self, id);
  const PdlValue *value = finding != NULL ? pdl_evaluation_get_value (self->evaluation, finding, -1, level, NULL, NULL) : NULL;

  return value != NULL && pdl_value_is_known (value) ? value : NULL;
}

static const char *
code_of (PdlSheet   *self,
         const char *id,
         PdlLevel    level)
{
  const PdlValue *value = value_of (self, id, level);
  const PdlAssessment *current = pdl_case_get_current (self->kase);

  if (value != NULL)
    return pdl_value_get_code (value);
  value = pdl_fields_get (pdl_assessment_get_level (current, level), id);
  return value != NULL && pdl_value_get_kind (value) == PDL_VALUE_UNKNOWN ? "?" : NULL;
}

static void
read_level (PdlSheet         *self,
            PdlLevel          level,
            PdlVertebraState *state)
{
  const PdlValue *involved = value_of (self, "involved", level);
  const PdlValue *parts = value_of (self, level >= 24 ? "sacral_parts" : "sectors", level);
  const PdlValue *percent = value_of (self, "collapse_pct", level);
  const PdlValue *bone = value_of (self, "bone_compression", level);

  state->lesion = code_of (self, "lesion_type", level);
  state->collapse = code_of (self, "sins_collapse", level);
  state->alignment = code_of (self, "sins_alignment", level);
  state->escc = code_of (self, "escc_grade", level);
  state->sectors_known = parts != NULL;
  state->sectors = parts != NULL ? pdl_value_get_bits (parts) : 0;
  state->collapse_pct = percent != NULL ? pdl_value_get_number (percent) : NAN;
  state->bone_compression = bone != NULL && pdl_value_get_bool (bone);
  state->involved = involved != NULL ? pdl_value_get_bool (involved) : state->lesion != NULL || state->sectors != 0;
}

static gboolean
is_set_true (const PdlItem *item,
             const char    *id)
{
  const PdlValue *value = pdl_fields_get (pdl_item_get_fields (item), id);

  return value != NULL && pdl_value_is_known (value) && pdl_value_get_bool (value);
}

/* Which record kinds stand as brackets is a matter of the drawing, not of medicine: a field, an implant, a plan. */
static gboolean
bracket_of (const PdlItem *item,
            PdlBracket    *bracket)
{
  const char *kind = pdl_item_get_kind (item)->id, *status = pdl_item_get_status (item);
  PdlLevelSet levels = pdl_item_get_levels (item);
  gboolean rt = g_str_equal (kind, "radiotherapy");

  if (levels == 0 || g_strcmp0 (status, "cancelled") == 0)
    return FALSE;
  if (g_strcmp0 (status, "planned") == 0)
    bracket->kind = PDL_BRACKET_PLANNED;
  else if (rt)
    bracket->kind = PDL_BRACKET_EARLIER_RT;
  else if (g_str_equal (kind, "surgery") && is_set_true (item, "hardware"))
    bracket->kind = PDL_BRACKET_IMPLANT;
  else
    return FALSE;
  bracket->first = pdl_level_set_first (levels);
  bracket->last = pdl_level_set_last (levels);
  if (rt)
    {
      const PdlValue *dose = pdl_fields_get (pdl_item_get_fields (item), "dose_gy");
      const PdlValue *fractions = pdl_fields_get (pdl_item_get_fields (item), "fractions");

      if (dose != NULL && fractions != NULL && pdl_value_is_known (dose) && pdl_value_is_known (fractions))
        /* Translators: dose in Gy, in so many fractions. */
        bracket->label = g_strdup_printf (_("%g Gy in %d"), pdl_value_get_number (dose), (int) pdl_value_get_int (fractions));
    }
  if (bracket->label == NULL)
    bracket->label = g_strdup (pdl_dictionary_translate (pdl_item_get_kind (item)->label));
  return TRUE;
}

double
pdl_sheet_spine (PdlSheet *self,
                 PdlPen   *pen,
                 double    x,
                 double    y,
                 double    width,
                 double    height)
{
  g_autoptr (PdlSpineLayout) layout = NULL;
  PdlVertebraState states[PDL_N_LEVELS];
  PdlBracket brackets[16];
  guint n = 0;
  const PdlAssessment *current = pdl_case_get_current (self->kase);

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    states[level] = (PdlVertebraState) { .collapse_pct = NAN, .target = -1 };
  if (!pen->measuring)
    {
      for (PdlLevel level = 0; current != NULL && level < PDL_N_LEVELS; level++)
        if (pdl_assessment_get_recorded_levels (current) & PDL_LEVEL_BIT (level))
          read_level (self, level, &states[level]);
      for (guint i = 0; i < pdl_case_get_n_items (self->kase, PDL_GROUP_TREATMENT) && n < G_N_ELEMENTS (brackets); i++)
        {
          brackets[n] = (PdlBracket) { 0 };
          if (bracket_of (pdl_case_get_item (self->kase, PDL_GROUP_TREATMENT, i), &brackets[n]))
            n++;
        }
      layout = pdl_spine_layout_new (self->anatomy, PDL_VIEW_LATERAL | PDL_VIEW_FRONT, width, height);
      pdl_spine_layout_set_paper (layout, TRUE);
      cairo_save (pen->cr);
      cairo_translate (pen->cr, x, y);
      pdl_spine_paint (layout, pen->cr, pen->palette, states, brackets, n);
      cairo_restore (pen->cr);
      for (guint i = 0; i < n; i++)
        g_free (brackets[i].label);
    }
  y += height + 4;
  return y + pdl_pen_text (pen,
                           _("Dots lytic, bars mixed, solid blastic, dashed type unknown. Dotted oval: pedicle gone. Hatched in the canal: "
                             "epidural tumour, its grade in the box. Brackets: dotted earlier radiation, solid implant, dashed planned."),
                           x, y, width, PDL_PEN_SMALL, PDL_PEN_PLAIN, &pen->palette->dim, 0);
}
