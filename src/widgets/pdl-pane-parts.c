/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Labels, lines and words of the recommendation pane. Main thread.
 */

#include "pdl-pane-parts.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pdl-line-layout.h"

/* A number and its unit stay on one line. */
static char *
keep_units (const char *text)
{
  static const char *const units[] = { "%", "Gy" };
  GString *kept = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autofree char *loose = g_strdup_printf (" %s", units[i]);
      g_autofree char *tight = g_strdup_printf ("\302\240%s", units[i]);

      g_string_replace (kept, loose, tight, 0);
    }
  return g_string_free (kept, FALSE);
}

GtkWidget *
pdl_part_label (const char *text, const char *css_class)
{
  g_autofree char *kept = keep_units (text);
  GtkWidget *label = gtk_label_new (kept);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
pdl_part_glyph_line (PdlGlyph glyph, PdlColorRole role, GtkWidget *content)
{
  GtkWidget *box = pdl_line_new (6, FALSE);
  GtkWidget *icon = pdl_glyph_icon_new (glyph, role);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 2);
  gtk_widget_set_hexpand (content, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), content);
  return box;
}

GtkWidget *
pdl_part_hairline (void)
{
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_set_margin_top (line, 6);
  gtk_widget_set_margin_bottom (line, 6);
  return line;
}

GtkWidget *
pdl_part_link (const char *label, const char *name)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pdl-link");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

GtkWidget *
pdl_part_tag (const char *text)
{
  GtkWidget *label = pdl_part_label (text, "pdl-tag");

  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_halign (label, GTK_ALIGN_START);
  return label;
}

#define SOURCE_BYTES 40

/* Up to a sign that ends the name; a point or colon inside "DOI 10.1007/…" does not. */
static gsize
find_name_end (const char *citation)
{
  gsize i = 0;

  while (citation[i] != '\0' && strchr (",;(", citation[i]) == NULL
         && (strchr (".:", citation[i]) == NULL || (citation[i + 1] != ' ' && citation[i + 1] != '\0')))
    i++;
  return i;
}

/* "Patchell RA, Tibbs PA, …" → "Patchell 2005"; an institution keeps its first words, whole ones. */
static char *
short_source (const PdlSource *source)
{
  g_autofree char *head = g_strstrip (g_strndup (source->citation, find_name_end (source->citation)));
  g_autofree char *year = source->year > 0 ? g_strdup_printf ("%d", source->year) : NULL;
  char *blank = strrchr (head, ' ');
  gboolean cut = FALSE;

  /* Initials behind a family name say nothing here. */
  if (blank != NULL && strlen (blank + 1) <= 3 && g_ascii_isupper (blank[1]))
    *blank = '\0';
  while (strlen (head) > SOURCE_BYTES && (blank = strrchr (head, ' ')) != NULL)
    {
      *blank = '\0';
      cut = TRUE;
    }
  if (year == NULL || (!cut && g_str_has_suffix (head, year)))
    return g_strconcat (head, cut ? "…" : "", NULL);
  return g_strconcat (head, cut ? "… " : " ", year, NULL);
}

char *
pdl_words_sources (const PdlBasis *basis, guint most)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < basis->n_sources && i < most; i++)
    {
      g_autofree char *words = short_source (basis->sources[i]);

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words);
    }
  if (basis->n_sources > most)
    g_string_append_printf (text, ngettext (" and %u more", " and %u more", basis->n_sources - most), basis->n_sources - most);
  return g_string_free (text, FALSE);
}

char *
pdl_words_local (const PdlLocalValue *value)
{
  const char *what = value->label != NULL ? pdl_dictionary_translate (value->label) : value->group;

  if (value->shipped == NULL)
    return g_strdup_printf (_ ("%s · %s: %s, added by the clinic"), what, value->key, value->value);
  return g_strdup_printf (_ ("%s · %s: %s, shipped: %s"), what, value->key, value->value, value->shipped);
}

char *
pdl_words_tag (const PdlBasis *basis)
{
  const char *tag = basis->tag != NULL ? basis->tag : "";

  if (basis->local)
    return g_strdup (_ ("local value of this clinic"));
  if (strstr (tag, "unverified") != NULL)
    return g_strdup (_ ("in part unverified"));
  if (strstr (tag, "expert-default") != NULL)
    return g_strdup (_ ("expert default"));
  if (strstr (tag, "design") != NULL)
    return g_strdup (_ ("local default"));
  return NULL;
}

char *
pdl_words_verification (const char *tag)
{
  static const struct { const char *code, *words; } known[] = {
    { "1", N_ ("read in one source") },
    { "2+", N_ ("read in two or more sources") },
    { "P", N_ ("read in the paper's own abstract") },
    { "unverified", N_ ("in part from memory, unverified") },
    { "expert-default", N_ ("expert default") },
    { "design", N_ ("rule of this project") },
    { "mapping-unsigned", N_ ("mapping not signed") },
    { "derived", N_ ("computed in the reference") },
    { "local", N_ ("local value of this clinic") },
  };
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) codes = g_strsplit (tag != NULL ? tag : "", ";", -1);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      const char *words = g_strstrip (codes[i]);

      for (guint k = 0; k < G_N_ELEMENTS (known); k++)
        if (g_str_equal (known[k].code, codes[i]))
          words = _ (known[k].words);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", words);
    }
  return text->len > 0 ? g_strdup (text->str) : g_strdup (_ ("none given"));
}

static char *
span_words (int hours)
{
  if (hours == 0)
    return g_strdup (_ ("at once"));
  if (hours > 72 && hours % 24 == 0)
    return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) (hours / 24)), hours / 24);
  /* Translators: hours, with a no-break space */
  return g_strdup_printf (_ ("%d\302\240h"), hours);
}

char *
pdl_words_urgency (const PdlUrgency *urgency)
{
  g_autofree char *within = NULL, *latest = NULL;

  if (!urgency->known || urgency->within_h < 0)
    return g_strdup (_ ("no time limit"));
  within = span_words (urgency->within_h);
  if (urgency->latest_h < 0)
    return urgency->within_h == 0 ? g_steal_pointer (&within) : g_strdup_printf (_ ("within %s"), within);
  latest = span_words (urgency->latest_h);
  if (urgency->within_h == 0)
    return g_strdup_printf (_ ("%s, %s at the latest"), within, latest);
  return g_strdup_printf (_ ("within %s, %s at the latest"), within, latest);
}

char *
pdl_words_levels (PdlLevelSet levels)
{
  return levels != 0 ? pdl_level_set_to_text (levels) : g_strdup (_ ("No level marked"));
}

char *
pdl_words_minute (PdlMinute minute, PdlMinute now)
{
  PdlDay day = pdl_minute_day (minute);
  int rest = (int) (minute - (PdlMinute) day * 1440);
  int year, month, month_day, this_year, this_month, this_day;
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *text = NULL;

  /* Midnight to the minute is a date without a time: an hour would be invented. */
  if (rest == 0)
    {
      pdl_day_to_ymd (day, &year, &month, &month_day);
      date = g_date_time_new_utc (year, month, month_day, 0, 0, 0);
      return day == pdl_minute_day (now) ? g_strdup (_ ("today")) : g_date_time_format (date, _ ("%-d %b %Y"));
    }
  if (day == pdl_minute_day (now))
    return g_strdup_printf (_ ("today %02d:%02d"), rest / 60, rest % 60);
  pdl_day_to_ymd (day, &year, &month, &month_day);
  pdl_day_to_ymd (pdl_minute_day (now), &this_year, &this_month, &this_day);
  date = g_date_time_new_utc (year, month, month_day, 0, 0, 0);
  text = g_date_time_format (date, year == this_year ? _ ("%-d %b") : _ ("%-d %b %Y"));
  return g_strdup_printf ("%s %02d:%02d", text, rest / 60, rest % 60);
}

char *
pdl_words_score (const PdlScoreResult *result)
{
  switch (result->state)
    {
    case PDL_SCORE_COMPLETE:
    case PDL_SCORE_PARTIAL:
    case PDL_SCORE_LOOKUP_ONLY:
      if (isnan (result->min) || result->n_items == 0)
        return g_strdup (result->band != NULL ? "" : "?");
      if (result->min == result->max)
        return g_strdup_printf ("%g", result->min);
      return g_strdup_printf ("%g–%g", result->min, result->max);
    case PDL_SCORE_NOT_APPLICABLE:
      return g_strdup ("–");
    default:
      return g_strdup ("?");
    }
}

char *
pdl_words_band (const PdlScoreResult *result)
{
  switch (result->state)
    {
    case PDL_SCORE_NOT_COMPUTABLE: return g_strdup (_ ("cannot be computed yet"));
    case PDL_SCORE_NOT_APPLICABLE: return g_strdup (_ ("not applicable here"));
    case PDL_SCORE_BLOCKED: return g_strdup (_ ("not computed: points in doubt"));
    default: break;
    }
  if (result->band != NULL)
    return g_strdup (pdl_dictionary_translate (result->band->label));
  if (result->state == PDL_SCORE_LOOKUP_ONLY)
    return g_strdup (_ ("total not typed in"));
  return g_strdup_printf (ngettext ("%u band possible", "%u bands possible", result->n_bands), result->n_bands);
}

const char *
pdl_words_state (PdlDecisionState state)
{
  switch (state)
    {
    case PDL_STATE_DETERMINED: return _ ("Determined");
    case PDL_STATE_PROVISIONAL: return _ ("Provisional");
    default: return _ ("Cannot determine yet");
    }
}

PdlGlyph
pdl_words_state_glyph (PdlDecisionState state)
{
  return state == PDL_STATE_DETERMINED ? PDL_GLYPH_DETERMINED : state == PDL_STATE_PROVISIONAL ? PDL_GLYPH_PROVISIONAL : PDL_GLYPH_CANNOT;
}
