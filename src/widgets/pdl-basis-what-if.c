/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * "What would change it" on the basis of the row in hand: a strip with words for each known finding of the four axes, and changes of
 * two findings. What it says is worked out elsewhere (pdl-reasoning.h); every line leads to the row it names. Main thread.
 */

#include "pdl-basis-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-line-layout.h"
#include "pdl-margin-view.h"
#include "pdl-pane-parts.h"
#include "pdl-reason-words.h"

#define MOST_LABELS 3 /* of values without an order that lead to the same */
#define MOST_PAIRS 6

typedef struct
{
  PdlBasisPage *page;
  const PdlWhatIf *what_if;
  PdlLevelSet levels;
} Section;

/* ---- one finding ---------------------------------------------------------------------------------------------------- */

static char *
words_now (const PdlWhatIfFinding *finding)
{
  for (guint i = 0; i < finding->n_values; i++)
    if (finding->values[i].is_now && isnan (finding->values[i].above) && isnan (finding->values[i].below))
      return pdl_finding_describe (finding->about->finding, finding->values[i].value);
  if (finding->about->is_set)
    {
      g_autoptr (PdlValue) value = pdl_value_new_set ((guint32) finding->now);

      return pdl_finding_describe (finding->about->finding, value);
    }
  return g_strdup_printf ("%g", round (finding->now * 10) / 10);
}

/* One line: the values, and what they lead to. */
static void
add_outcome (Section *section, GtkWidget *box, GString *said, const char *values, const PdlReading *reading)
{
  g_autofree char *words = pdl_words_reading (section->page->knowledge, section->what_if->now, reading);
  g_autofree char *text = g_strdup_printf ("%s → %s", values, words);

  g_string_append_printf (said, "%s%s", said->len > 0 ? "; " : "", text);
  if (pdl_effect_between (section->what_if->now, reading) == PDL_EFFECT_ROW)
    {
      g_autofree char *reference = g_strdup_printf ("row/%s", reading->row_also != NULL ? reading->row_also->id : reading->row->id);
      GtkWidget *button = gtk_button_new ();

      gtk_button_set_child (GTK_BUTTON (button), pdl_part_label (text, "pdl-note"));
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "pdl-line");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "basis.open");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", reference);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      gtk_box_append (GTK_BOX (box), button);
    }
  else
    {
      GtkWidget *label = pdl_part_label (text, "pdl-note");

      gtk_widget_add_css_class (label, "pdl-margin-less");
      gtk_box_append (GTK_BOX (box), label);
    }
}

/* Values that follow each other and lead to the same are one line; the nearest first on each side. */
static void
add_runs (Section *section, const PdlWhatIfFinding *finding, GtkWidget *box, GString *said)
{
  for (guint first = 0; first < finding->n_values;)
    {
      const PdlWhatIfValue *value = &finding->values[first];
      guint last = first;

      while (last + 1 < finding->n_values && value->effect != PDL_EFFECT_NONE && finding->values[last + 1].effect == value->effect
             && pdl_effect_is_alike (section->what_if->now, value->reading, finding->values[last + 1].reading))
        last++;
      if (value->effect != PDL_EFFECT_NONE)
        {
          g_autofree char *range = pdl_words_range (finding, first, last);

          add_outcome (section, box, said, range, value->reading);
        }
      first = last + 1;
    }
}

/* Without an order: all values that lead to the same in one line. */
static void
add_groups (Section *section, const PdlWhatIfFinding *finding, GtkWidget *box, GString *said)
{
  g_autofree gboolean *done = g_new0 (gboolean, finding->n_values);

  for (guint i = 0; i < finding->n_values; i++)
    {
      g_autoptr (GString) values = g_string_new (NULL);
      guint n = 0;

      if (done[i] || finding->values[i].effect == PDL_EFFECT_NONE)
        continue;
      for (guint k = i; k < finding->n_values; k++)
        {
          const PdlWhatIfValue *value = &finding->values[k];
          g_autofree char *words = NULL;

          if (done[k] || value->effect == PDL_EFFECT_NONE || !pdl_effect_is_alike (section->what_if->now, finding->values[i].reading, value->reading))
            continue;
          done[k] = TRUE;
          if (++n > MOST_LABELS)
            continue;
          words = pdl_words_value (finding->about, value->value, value->above, value->below, finding->now);
          g_string_append_printf (values, "%s%s", n > 1 ? ", " : "", words);
        }
      if (n > MOST_LABELS)
        g_string_append_printf (values, ngettext (" and %u other", " and %u others", n - MOST_LABELS), n - MOST_LABELS);
      add_outcome (section, box, said, values->str, finding->values[i].reading);
    }
}

static GtkWidget *
make_strip (const PdlWhatIfFinding *finding)
{
  g_autofree PdlMargin *margins = g_new (PdlMargin, MAX (finding->n_values, 1));
  int now = -1;

  for (guint i = 0; i < finding->n_values; i++)
    {
      const PdlWhatIfValue *value = &finding->values[i];

      margins[i] = value->effect == PDL_EFFECT_ROW ? PDL_MARGIN_ROW : value->effect != PDL_EFFECT_NONE ? PDL_MARGIN_LESS : PDL_MARGIN_SAME;
      if (value->is_now)
        now = (int) i;
    }
  return pdl_margin_view_new (margins, finding->n_values, now);
}

/* Where the reading stays: "stays with 1c to 3". */
static char *
words_stays (const PdlWhatIfFinding *finding)
{
  guint now = 0, first, last;
  g_autofree char *range = NULL;

  while (now < finding->n_values && !finding->values[now].is_now)
    now++;
  if (now == finding->n_values)
    return NULL;
  for (first = now; first > 0 && finding->values[first - 1].effect == PDL_EFFECT_NONE; first--)
    ;
  for (last = now; last + 1 < finding->n_values && finding->values[last + 1].effect == PDL_EFFECT_NONE; last++)
    ;
  range = pdl_words_range (finding, first, last);
  if (first == 0 && last + 1 == finding->n_values)
    return g_strdup (_ ("stays with every value"));
  return first == last ? g_strdup (_ ("stays with this value only")) : g_strdup_printf (_ ("stays with %s"), range);
}

static void
add_finding (Section *section, const PdlWhatIfFinding *finding)
{
  GtkWidget *row = pdl_line_new (12, FALSE), *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *middle = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *outcomes = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *value;
  g_autofree char *place = pdl_words_place (finding->about, finding->place, section->levels), *now = words_now (finding), *stays = NULL;
  g_autoptr (GString) said = g_string_new (NULL), text = g_string_new (NULL);
  gboolean ordered = pdl_what_if_finding_is_ordered (finding);

  gtk_box_append (GTK_BOX (names), pdl_part_label (place, "pdl-body"));
  value = pdl_part_label (now, "pdl-body");
  gtk_widget_add_css_class (value, "recorded");
  gtk_box_append (GTK_BOX (names), value);
  pdl_line_set_share (names, 26);
  gtk_box_append (GTK_BOX (row), names);
  if (ordered)
    {
      GtkWidget *strip = make_strip (finding);

      stays = words_stays (finding);
      gtk_widget_set_margin_top (strip, 3);
      gtk_box_append (GTK_BOX (middle), strip);
      if (stays != NULL)
        gtk_box_append (GTK_BOX (middle), pdl_part_label (stays, "pdl-caption"));
    }
  pdl_line_set_share (middle, 24);
  gtk_box_append (GTK_BOX (row), middle);
  if (ordered)
    add_runs (section, finding, outcomes, said);
  else
    add_groups (section, finding, outcomes, said);
  gtk_widget_set_hexpand (outcomes, TRUE);
  gtk_box_append (GTK_BOX (row), outcomes);
  gtk_widget_set_margin_bottom (row, 4);
  g_string_append_printf (text, _ ("%s: %s. %s%s%s"), place, now, stays != NULL ? stays : "", stays != NULL ? ". " : "", said->str);
  /* One name for the whole row: the strip is a drawing. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (names), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
  gtk_widget_set_tooltip_text (middle, ordered ? _ ("The values in order. Filled: the same reading; hatched: another limit, other options or notes; open: another row.") : NULL);
  pdl_basis_page_add (section->page, row, text->str);
}

/* ---- in short -------------------------------------------------------------------------------------------------------- */

/* The nearest other row on each side, or any for values without an order: "ESCC grade 1b". */
static void
add_nearest_rows (Section *section, const PdlWhatIfFinding *finding, GString *text)
{
  gboolean ordered = pdl_what_if_finding_is_ordered (finding);
  g_autofree char *place = pdl_words_place (finding->about, finding->place, section->levels);
  g_autoptr (GString) values = g_string_new (NULL);
  guint n = 0, now = 0;

  while (now < finding->n_values && !finding->values[now].is_now)
    now++;
  for (guint i = 0; i < finding->n_values; i++)
    {
      const PdlWhatIfValue *value = &finding->values[i];
      /* Outwards of it stands nothing nearer. */
      gboolean is_nearest = value->effect == PDL_EFFECT_ROW;
      g_autofree char *words = NULL;

      for (guint k = MIN (i, now) + 1; ordered && now < finding->n_values && k < MAX (i, now) && is_nearest; k++)
        is_nearest = finding->values[k].effect != PDL_EFFECT_ROW;
      if (!is_nearest || (!ordered && n >= 1))
        {
          n += is_nearest;
          continue;
        }
      n++;
      words = pdl_words_value (finding->about, value->value, value->above, value->below, finding->now);
      g_string_append_printf (values, "%s%s", values->len > 0 ? _ (" or ") : "", words);
    }
  if (n == 0)
    return;
  if (!ordered && n > 1)
    g_string_append (values, " …");
  g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "; " : "", place, values->str);
}

static gboolean is_told (const PdlWhatIfFinding *finding, const PdlReasonGroup *axis);

/* Each axis in one line: the row stays until … */
static void
add_short (Section *section, const PdlReasonGroup *axis)
{
  g_autoptr (GString) text = g_string_new (NULL), line = g_string_new (NULL);
  GtkWidget *row = pdl_line_new (12, FALSE), *title = pdl_part_label (pdl_dictionary_translate (axis->label), "pdl-body"), *words;

  for (guint i = 0; i < section->what_if->n_findings; i++)
    if (is_told (&section->what_if->findings[i], axis) && section->what_if->findings[i].most == PDL_EFFECT_ROW)
      add_nearest_rows (section, &section->what_if->findings[i], text);
  if (text->len == 0)
    g_string_append (line, _ ("no other value gives another row"));
  else
    g_string_append_printf (line, _ ("stays until %s"), text->str);
  gtk_widget_add_css_class (title, "recorded");
  gtk_widget_set_valign (title, GTK_ALIGN_START);
  pdl_line_set_share (title, 16);
  gtk_box_append (GTK_BOX (row), title);
  words = pdl_part_label (line->str, "pdl-body");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), words);
  g_string_prepend (line, ": ");
  g_string_prepend (line, pdl_dictionary_translate (axis->label));
  pdl_basis_page_add (section->page, row, line->str);
}

/* ---- the axes ------------------------------------------------------------------------------------------------------- */

/* A known value, told on @axis; with NULL those that stand on none and follow from nothing else. */
static gboolean
is_told (const PdlWhatIfFinding *finding, const PdlReasonGroup *axis)
{
  return !isnan (finding->now) && finding->about->axis == axis && (axis != NULL || finding->about->finding->kind == PDL_KIND_RECORDED);
}

static void
add_axis_title (Section *section, const char *title)
{
  GtkWidget *label = pdl_part_label (title, "pdl-sect");

  gtk_widget_set_margin_top (label, 8);
  pdl_basis_page_add (section->page, label, title);
}

static void
add_name (GString *names, const char *name)
{
  g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
}

static void
add_names (Section *section, const char *format, const GString *names)
{
  g_autofree char *text = g_strdup_printf (format, names->str);

  if (names->len > 0)
    pdl_basis_page_add (section->page, pdl_part_label (text, "pdl-caption"), text);
}

static void
add_axis (Section *section, const PdlReasonGroup *axis)
{
  g_autoptr (GString) idle = g_string_new (NULL), notes = g_string_new (NULL);
  const char *title = axis != NULL ? pdl_dictionary_translate (axis->label) : _ ("Other findings");
  gboolean any = FALSE, leads = FALSE;

  for (guint i = 0; i < section->what_if->n_findings; i++)
    {
      const PdlWhatIfFinding *finding = &section->what_if->findings[i];
      g_autofree char *place = NULL;

      if (!is_told (finding, axis))
        continue;
      /* The first of an axis has its strip even where nothing turns. */
      if (finding->most > PDL_EFFECT_MODIFIERS || (axis != NULL && !leads && pdl_what_if_finding_is_ordered (finding)))
        {
          if (!any)
            add_axis_title (section, title);
          any = TRUE;
          leads = leads || pdl_what_if_finding_is_ordered (finding);
          add_finding (section, finding);
          continue;
        }
      place = pdl_words_place (finding->about, finding->place, section->levels);
      add_name (finding->most == PDL_EFFECT_NONE ? idle : notes, place);
    }
  if (!any && axis != NULL && (notes->len > 0 || idle->len > 0))
    add_axis_title (section, title);
  if (axis != NULL)
    {
      add_names (section, _ ("Another value changes what else applies, not the options: %s"), notes);
      add_names (section, _ ("No other value changes anything: %s"), idle);
    }
}

/* ---- two findings --------------------------------------------------------------------------------------------------- */

static gboolean
pair_is_told (const Section *section, const PdlWhatIfPair *pair)
{
  /* Read twice with the same result: nobody would see another row. */
  if (pair->reading->row == section->what_if->now->row && pair->reading->row_also == pair->reading->row)
    return FALSE;
  for (guint k = 0; k < 2; k++)
    {
      const PdlReasonFinding *about = section->what_if->findings[pair->findings[k]].about;

      if (about->axis == NULL && about->finding->kind != PDL_KIND_RECORDED)
        return FALSE;
    }
  return TRUE;
}

static void
add_pair (Section *section, const PdlWhatIfPair *pair)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *words = pdl_words_reading (section->page->knowledge, section->what_if->now, pair->reading);
  g_autofree char *reference = g_strdup_printf ("row/%s", pair->reading->row_also != NULL ? pair->reading->row_also->id : pair->reading->row->id);

  for (guint k = 0; k < 2; k++)
    {
      const PdlWhatIfFinding *finding = &section->what_if->findings[pair->findings[k]];
      const PdlWhatIfValue *value = &finding->values[pair->values[k]];
      g_autofree char *place = pdl_words_place (finding->about, finding->place, section->levels);
      g_autofree char *to = pdl_words_value (finding->about, value->value, value->above, value->below, finding->now);

      g_string_append_printf (text, "%s%s: %s", k > 0 ? _ (" and ") : "", place, to);
    }
  g_string_append_printf (text, " → %s", words);
  pdl_basis_page_add_link (section->page, pdl_part_label (text->str, "pdl-note"), reference, text->str);
}

static void
add_pairs (Section *section, gboolean whole)
{
  guint n = 0;

  add_axis_title (section, _ ("Two changes at once"));
  if (!whole)
    {
      pdl_basis_page_add (section->page, pdl_part_label (_ ("Being gone through…"), "pdl-caption"), NULL);
      return;
    }
  for (guint i = 0; i < section->what_if->n_pairs; i++)
    if (pair_is_told (section, &section->what_if->pairs[i]) && ++n <= MOST_PAIRS)
      add_pair (section, &section->what_if->pairs[i]);
  if (n > MOST_PAIRS)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u other", "and %u others", n - MOST_PAIRS), n - MOST_PAIRS);

      pdl_basis_page_add (section->page, pdl_part_label (more, "pdl-caption"), more);
    }
  if (n == 0)
    pdl_basis_page_add (section->page, pdl_part_label (_ ("No two changes lead to another row where neither alone does."), "pdl-caption"),
                        _ ("No two changes lead to another row where neither alone does."));
}

void
pdl_basis_write_what_if (PdlBasisPage *self)
{
  const PdlReasoned *reasoned = self->reasoned;
  Section section = { self };

  pdl_basis_page_add_heading (self, _ ("What would change it"));
  if (reasoned == NULL)
    {
      pdl_basis_page_add (self, pdl_part_label (_ ("Being gone through…"), "pdl-caption"), NULL);
      return;
    }
  if (reasoned->what_if == NULL)
    {
      pdl_basis_page_add_words (self, reasoned->error != NULL ? reasoned->error : _ ("There is no visit to change."));
      return;
    }
  section.what_if = reasoned->what_if;
  section.levels = self->evaluation->targets[self->target].levels;
  pdl_basis_page_add (self, pdl_part_label (_ ("One known finding changed, exact. Dates and dated records stay as they are."), "pdl-caption"),
                      _ ("One known finding changed, exact. Dates and dated records stay as they are."));
  for (guint i = 0; i < pdl_reasons_get_n_axes (reasoned->what_if->reasons); i++)
    add_short (&section, pdl_reasons_get_axis (reasoned->what_if->reasons, i));
  for (guint i = 0; i < pdl_reasons_get_n_axes (reasoned->what_if->reasons); i++)
    add_axis (&section, pdl_reasons_get_axis (reasoned->what_if->reasons, i));
  add_axis (&section, NULL);
  add_pairs (&section, reasoned->whole);
  pdl_basis_page_add_link (self, pdl_part_label (_ ("What is worth asking ›"), "pdl-body"), "asking/", _ ("What is worth asking"));
}
