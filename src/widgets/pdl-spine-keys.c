/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keys of the spine view (ui specification, section 7). Single letters and digits set findings of the selected levels;
 * which finding and which value stands in pdl-spine-state.c. Main thread.
 */
#include <glib/gi18n-lib.h>

#include "pdl-spine-state.h"
#include "pdl-spine-view.h"

static const PdlLevel region_starts[] = { 0, 7, 19, 24 };

static PdlLevel
get_region (PdlLevel from, int step)
{
  if (step > 0)
    {
      for (guint i = 0; i < G_N_ELEMENTS (region_starts); i++)
        if (region_starts[i] > from)
          return region_starts[i];
      return PDL_N_LEVELS - 1;
    }
  for (int i = G_N_ELEMENTS (region_starts) - 1; i >= 0; i--)
    if (region_starts[i] < from)
      return region_starts[i];
  return 0;
}

/* What is recorded of the target under this level, such as its earlier radiation, stays when the drawing is cleared. */
static gboolean
is_of_level (PdlSession *session, const char *id)
{
  const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (pdl_session_get_knowledge (session)), id);

  return finding != NULL && finding->scope == PDL_SCOPE_LEVEL;
}

/* All findings of the selected levels, as one change. */
static void
clear_levels (PdlSpineView *self)
{
  PdlSession *session = pdl_spine_view_get_session (self);
  PdlCase *kase = pdl_session_get_case (session);
  const PdlAssessment *assessment = pdl_session_get_assessment (session);
  PdlLevelSet selected = pdl_session_get_selected (session);
  g_autofree char *names = pdl_level_set_to_text (selected);
  g_autofree char *label = g_strdup_printf (_("clear %s"), names);
  g_autoptr (PdlChange) change = NULL;
  g_autoptr (GError) error = NULL;

  if (kase == NULL || assessment == NULL || selected == 0)
    return;
  change = pdl_change_new (label);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      const PdlFields *fields = pdl_assessment_get_level (assessment, level);

      if ((selected & PDL_LEVEL_BIT (level)) == 0)
        continue;
      for (guint i = 0; i < pdl_fields_get_size (fields); i++)
        if (is_of_level (session, pdl_fields_get_id (fields, i)) && !pdl_change_set (change, kase, pdl_assessment_get_uid (assessment), level, pdl_fields_get_id (fields, i), NULL, &error))
          {
            g_signal_emit_by_name (self, "refused", error->message);
            return;
          }
    }
  if (pdl_change_is_empty (change))
    return;
  if (pdl_session_apply (session, change, &error))
    g_signal_emit_by_name (self, "cleared", names);
  else
    g_signal_emit_by_name (self, "refused", error->message);
}

static void
toggle_link (PdlSpineView *self)
{
  PdlSession *session = pdl_spine_view_get_session (self);
  const PdlFinding *finding = pdl_spine_link_finding (session);
  const PdlAssessment *assessment = pdl_session_get_assessment (session);
  PdlLevel level = pdl_session_get_level (session);
  const PdlValue *value;
  guint next = 1;

  if (finding == NULL || assessment == NULL || level == PDL_LEVEL_NONE || finding->n_codes < 2)
    return;
  value = pdl_fields_get (pdl_assessment_get_level (assessment, level), finding->id);
  if (value != NULL && pdl_value_is_known (value))
    next = (pdl_value_get_position (value) + 1) % finding->n_codes;
  pdl_spine_view_set_finding (self, finding, finding->codes[next].code);
}

static gboolean
handle_movement (PdlSpineView *self, guint keyval, GdkModifierType state)
{
  PdlLevel cursor = pdl_spine_view_get_cursor (self);
  gboolean extend = (state & GDK_SHIFT_MASK) != 0;
  gboolean keep = (state & GDK_CONTROL_MASK) != 0;
  PdlLevel next;

  if (keep && keyval != GDK_KEY_Up && keyval != GDK_KEY_Down)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      next = cursor - 1;
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      next = cursor + 1;
      break;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      next = 0;
      break;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      next = PDL_N_LEVELS - 1;
      break;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      next = get_region (cursor, -1);
      break;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      next = get_region (cursor, 1);
      break;
    default:
      return FALSE;
    }
  pdl_spine_view_move_cursor (self, CLAMP (next, 0, PDL_N_LEVELS - 1), extend, keep);
  return TRUE;
}

gboolean
pdl_spine_view_key (PdlSpineView *self, guint keyval, GdkModifierType state)
{
  PdlSession *session = pdl_spine_view_get_session (self);
  const PdlFinding *finding = NULL;
  const char *text;
  gunichar key;

  if (handle_movement (self, keyval, state))
    return TRUE;
  if (keyval == GDK_KEY_space && (state & GDK_CONTROL_MASK) != 0)
    {
      PdlLevel cursor = pdl_spine_view_get_cursor (self);

      pdl_session_select (session, cursor, pdl_session_get_selected (session) ^ PDL_LEVEL_BIT (cursor));
      return TRUE;
    }
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;

  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      g_signal_emit_by_name (self, "open-axial");
      return TRUE;
    case GDK_KEY_space:
      pdl_spine_view_move_cursor (self, pdl_spine_view_get_cursor (self), FALSE, FALSE);
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      clear_levels (self);
      return TRUE;
    default:
      break;
    }

  key = gdk_keyval_to_unicode (gdk_keyval_to_lower (keyval));
  if (key == 0)
    return FALSE;
  if (pdl_spine_key_is_prefix (key))
    {
      const PdlFinding *grade = pdl_spine_finding (session, PDL_SPINE_ESCC);
      g_autofree char *hint = NULL;

      if (grade == NULL)
        return TRUE;
      hint = g_strdup_printf (_("%s: press 0 a b c 2 3"), pdl_dictionary_translate (grade->label));
      pdl_spine_view_set_hint (self, hint);
      return TRUE;
    }
  switch (key)
    {
    case 'g':
      pdl_spine_view_set_ghosts (self, !pdl_spine_view_get_ghosts (self));
      return TRUE;
    case 't':
      toggle_link (self);
      return TRUE;
    case 'p':
      {
        g_autofree char *parts = pdl_spine_next_pedicles (session, pdl_spine_view_get_cursor (self));

        if (parts != NULL)
          pdl_spine_view_set_finding (self, pdl_spine_finding (session, PDL_SPINE_SECTORS), parts);
        return TRUE;
      }
    default:
      break;
    }
  text = pdl_spine_key_lookup (session, key, FALSE, &finding);
  if (text == NULL)
    return FALSE;
  pdl_spine_view_set_finding (self, finding, text);
  return TRUE;
}
