/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-support-page.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* ---- lines ------------------------------------------------------------------------------------------------------- */

static const struct
{
  PdlGlyph glyph;
  PdlColorRole role;
  const char *word;      /* (nullable) in front of the line */
} looks[] = {
  [PDL_GATE_CLEAR] = { PDL_GLYPH_TRUE, PDL_ROLE_INK, NULL },
  [PDL_GATE_NOTE] = { PDL_GLYPH_RING, PDL_ROLE_DIM, NULL },
  [PDL_GATE_WARN] = { PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS, NULL },
  [PDL_GATE_ASK] = { PDL_GLYPH_UNKNOWN, PDL_ROLE_MATTERS, N_("Cannot be told") },
  [PDL_GATE_RED] = { PDL_GLYPH_OCTAGON, PDL_ROLE_URGENT, NULL },
  [PDL_GATE_BLOCK] = { PDL_GLYPH_OCTAGON, PDL_ROLE_URGENT, N_("Holds the dose back") },
  [PDL_GATE_STOP] = { PDL_GLYPH_OCTAGON, PDL_ROLE_URGENT, N_("Discuss stopping") },
};

static void
record_cb (GtkButton *button, gpointer user_data)
{
  void (*go_to) (const char *id, gpointer data) = (void (*) (const char *, gpointer)) g_object_get_data (G_OBJECT (button), "go-to");

  go_to (g_object_get_data (G_OBJECT (button), "finding"), user_data);
}

/* What is missing, each a way to where it is recorded. */
static void
write_missing (PdlSupportPage *self, const PdlFinding *const *missing)
{
  GtkWidget *line;

  if (self->go_to == NULL || missing[0] == NULL)
    return;
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_margin_start (line, 22);
  for (guint i = 0; missing[i] != NULL && i < 3; i++)
    {
      g_autofree char *label = g_strdup_printf (_ ("Record %s ›"), pdl_dictionary_translate (missing[i]->label));
      GtkWidget *link = pdl_part_link (label, NULL);

      g_object_set_data (G_OBJECT (link), "finding", (gpointer) missing[i]->id);
      g_object_set_data (G_OBJECT (link), "go-to", (gpointer) self->go_to);
      g_signal_connect_object (link, "clicked", G_CALLBACK (record_cb), self->user_data, 0);
      gtk_box_append (GTK_BOX (line), link);
    }
  gtk_box_append (GTK_BOX (self->writer.box), line);
}

static gboolean
is_from_memory (const PdlBasis *basis)
{
  return basis->tag != NULL && strstr (basis->tag, "unverified") != NULL;
}

/* "Holds the dose back. Creatinine not older than 7 days: …"; the lines of a topic are sentences of their own. */
static char *
result_words (const PdlGateResult *result, gboolean named)
{
  const char *word = looks[result->state].word, *label = pdl_dictionary_translate (result->line->label);
  g_autofree char *front = NULL;

  if (!named && result->reason != NULL && word == NULL)
    return g_strdup (result->reason);
  front = word != NULL ? g_strdup_printf ("%s. %s", _ (word), label) : g_strdup (label);
  return result->reason != NULL ? g_strdup_printf (_ ("%s: %s"), front, result->reason) : g_steal_pointer (&front);
}

static void
write_result (PdlSupportPage *self, const PdlGateResult *result, gboolean named)
{
  g_autofree char *text = result_words (result, named);

  pdl_page_writer_glyph (&self->writer, looks[result->state].glyph, looks[result->state].role, text,
                         is_from_memory (&result->line->basis) ? "pdl-note" : "pdl-body");
  pdl_page_writer_basis (&self->writer, &result->line->basis, TRUE);
  if (result->state != PDL_GATE_CLEAR)
    write_missing (self, result->missing);
}

static guint
count (const PdlGateResult *results, guint n, PdlGateState state)
{
  guint found = 0;

  for (guint i = 0; i < n; i++)
    found += results[i].state == state;
  return found;
}

/* The gravest first, in the order of the file among equals. */
static void
write_speaking (PdlSupportPage *self, const PdlGateResult *results, guint n, gboolean named)
{
  for (int state = PDL_GATE_STOP; state > PDL_GATE_CLEAR; state--)
    for (guint i = 0; i < n; i++)
      if ((int) results[i].state == state)
        write_result (self, &results[i], named);
}

static void
write_clear (PdlSupportPage *self, const PdlGateResult *results, guint n)
{
  guint clear = count (results, n, PDL_GATE_CLEAR);
  g_autofree char *label = g_strdup_printf (ngettext ("%u line is clear", "%u lines are clear", clear), clear);
  GtkWidget *outer;

  if (clear == 0)
    return;
  outer = pdl_page_writer_begin_folded (&self->writer, label);
  for (guint i = 0; i < n; i++)
    if (results[i].state == PDL_GATE_CLEAR)
      write_result (self, &results[i], TRUE);
  pdl_page_writer_end_folded (&self->writer, outer);
}

/* ---- bone agent -------------------------------------------------------------------------------------------------- */

static void
write_verdict (PdlSupportPage *self, const PdlBoneGate *gate)
{
  guint n = count (gate->results, gate->n_results, gate->state);
  g_autofree char *text = NULL;

  switch (gate->state)
    {
    case PDL_GATE_STOP: text = g_strdup (_ ("Discuss stopping before another dose")); break;
    case PDL_GATE_RED:
    case PDL_GATE_BLOCK:
      text = g_strdup_printf (ngettext ("%u line holds the dose back", "%u lines hold the dose back", n), n);
      break;
    case PDL_GATE_ASK:
      text = g_strdup_printf (ngettext ("Cannot be told yet: %u line needs something that is not recorded",
                                        "Cannot be told yet: %u lines need something that is not recorded", n), n);
      break;
    case PDL_GATE_WARN:
    case PDL_GATE_NOTE:
      text = g_strdup_printf (ngettext ("Nothing recorded holds the dose back; %u line to mind", "Nothing recorded holds the dose back; %u lines to mind", n), n);
      break;
    case PDL_GATE_CLEAR: text = g_strdup (_ ("Nothing recorded holds the dose back")); break;
    }
  pdl_page_writer_glyph (&self->writer, looks[gate->state].glyph, looks[gate->state].role, text, "pdl-h3");
}

static char *
dose_words (const PdlBoneGate *gate)
{
  const char *band = gate->dose != NULL ? pdl_dictionary_translate (gate->dose->label) : NULL;

  if (band == NULL && isnan (gate->mg) && !isnan (gate->clearance))
    return g_strdup (_ ("Dose: not computable, a value the clearance needs is missing, too old or out of range"));
  if (band == NULL)
    return isnan (gate->mg) ? g_strdup (_ ("Dose: cannot be told, the clearance is not known")) : g_strdup_printf (_ ("Label: %g mg, whatever the clearance"), gate->mg);
  if (isnan (gate->mg))
    return g_strdup_printf (_ ("Table of the label: %s"), band);
  return g_strdup_printf (_ ("Table of the label, %s: %g mg (%g mL of the concentrate)"), band, gate->mg, gate->ml);
}

static void
write_dose (PdlSupportPage *self, const PdlBoneGate *gate)
{
  g_autofree char *dose = dose_words (gate);

  pdl_page_writer_heading (&self->writer, _ ("Dose, with its arithmetic"));
  for (guint i = 0; gate->arithmetic[i] != NULL; i++)
    pdl_page_writer_words (&self->writer, gate->arithmetic[i], "pdl-body");
  pdl_page_writer_words (&self->writer, dose, "pdl-h3");
  if (gate->state >= PDL_GATE_ASK && !isnan (gate->mg))
    pdl_page_writer_glyph (&self->writer, PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS, _ ("The table alone: the lines above are not clear."), "pdl-note");
  for (guint i = 0; i < gate->n_others; i++)
    {
      const PdlOtherClearance *other = &gate->others[i];
      g_autofree char *text = g_strdup_printf (_ ("With %s, %.1f kg: %.1f mL/min, %s"), pdl_dictionary_translate (other->weight->label), other->kg, other->clearance,
                                               other->dose != NULL ? pdl_dictionary_translate (other->dose->label) : _ ("not known"));

      pdl_page_writer_words (&self->writer, text, "pdl-note");
    }
  pdl_page_writer_basis (&self->writer, gate->dose != NULL ? &gate->dose->basis : &gate->agent->basis, FALSE);
  pdl_page_writer_words (&self->writer, pdl_dictionary_translate (gate->agent->text), "pdl-note");
  pdl_page_writer_basis (&self->writer, &gate->agent->basis, FALSE);
}

void
pdl_support_page_write_bone_agent (PdlSupportPage *self)
{
  g_autoptr (PdlBoneGate) gate = pdl_bone_gate_new (self->tables, self->facts, NULL);
  g_autofree char *title = gate->agent != NULL ? g_strdup_printf (_ ("%s: before the next dose"), pdl_dictionary_translate (gate->agent->label))
                                               : g_strdup (pdl_dictionary_translate (self->tables->bone.label));

  pdl_page_writer_heading (&self->writer, title);
  if (gate->agent == NULL)
    {
      pdl_page_writer_words (&self->writer, pdl_dictionary_translate (gate->drug == NULL ? self->tables->bone.no_drug : self->tables->bone.no_gate), "pdl-body");
      return;
    }
  write_verdict (self, gate);
  pdl_page_writer_words (&self->writer, pdl_dictionary_translate (self->tables->bone.text), "pdl-note");
  write_speaking (self, gate->results, gate->n_results, TRUE);
  write_clear (self, gate->results, gate->n_results);
  write_dose (self, gate);
}

void
pdl_support_page_write_calcium (PdlSupportPage *self)
{
  gboolean unknown;
  const PdlFirstRow *grade = pdl_calcium_grade_find (self->tables, self->facts, &unknown);
  g_autofree char *text = NULL;

  if (grade == NULL && !unknown)
    return;
  pdl_page_writer_heading (&self->writer, _ ("Calcium"));
  for (guint i = 0; i < self->tables->arithmetic->len; i++)
    {
      const PdlArithmetic *arithmetic = g_ptr_array_index (self->tables->arithmetic, i);
      g_autofree char *words = arithmetic->result == self->tables->bone.calcium ? pdl_arithmetic_to_text (arithmetic, self->facts) : NULL;

      if (words != NULL)
        pdl_page_writer_words (&self->writer, words, "pdl-body");
    }
  if (grade == NULL)
    {
      pdl_page_writer_glyph (&self->writer, PDL_GLYPH_UNKNOWN, PDL_ROLE_MATTERS, _ ("The grade cannot be told: the laboratory's own limits are not recorded"), "pdl-body");
      return;
    }
  text = grade->text != NULL ? g_strdup_printf (_ ("%s: %s"), pdl_dictionary_translate (grade->label), pdl_dictionary_translate (grade->text))
                             : g_strdup (pdl_dictionary_translate (grade->label));
  pdl_page_writer_words (&self->writer, text, "pdl-body");
  pdl_page_writer_basis (&self->writer, &grade->basis, FALSE);
}

/* ---- topics ------------------------------------------------------------------------------------------------------ */

static void
write_bone_scan (PdlSupportPage *self)
{
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GPtrArray) found = pdl_first_rows_find (self->tables->bone_scan, self->facts, &missing);

  for (guint i = 0; i < found->len; i++)
    {
      const PdlFirstRow *row = g_ptr_array_index (found, i);
      g_autofree char *text = row->text != NULL ? g_strdup_printf (_ ("%s. %s"), pdl_dictionary_translate (row->label), pdl_dictionary_translate (row->text))
                                                : g_strdup (pdl_dictionary_translate (row->label));

      pdl_page_writer_glyph (&self->writer, PDL_GLYPH_RING, PDL_ROLE_DIM, text, is_from_memory (&row->basis) ? "pdl-note" : "pdl-body");
      pdl_page_writer_basis (&self->writer, &row->basis, TRUE);
    }
  if (found->len == 0)
    {
      pdl_page_writer_glyph (&self->writer, PDL_GLYPH_UNKNOWN, PDL_ROLE_MATTERS, _ ("Cannot be told from what is recorded"), "pdl-body");
      if (missing != NULL)
        write_missing (self, (const PdlFinding *const *) missing->pdata);
    }
}

static void
write_opioids (PdlSupportPage *self)
{
  guint n;
  g_autofree PdlRecordedOpioid *opioids = pdl_opioid_list_recorded (self->dose_tables, self->facts, &n);
  const char *table = pdl_dictionary_translate (self->dose_tables->opioid_table.label);
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      const PdlRecordedOpioid *opioid = &opioids[i];
      const char *drug = opioid->drug != NULL ? opioid->drug : _ ("drug not named"), *unit = opioid->unit != NULL ? opioid->unit : _ ("per 24 h");
      const char *version = opioid->by_table ? table : opioid->version != NULL ? opioid->version : _ ("not recorded");
      double factor = opioid->by_table ? opioid->opioid->factor : opioid->factor;
      g_autofree char *text = isnan (opioid->equivalent)
                                ? g_strdup_printf (_ ("%s: no equivalent; amount or factor is not known, by hand with its source"), drug)
                                : g_strdup_printf (_ ("%s: %g %s × %g = %g mg oral morphine, table: %s"), drug, opioid->amount, unit, factor, opioid->equivalent, version);
      gboolean open = isnan (opioid->equivalent) || (!opioid->by_table && opioid->version == NULL);

      sum += opioid->equivalent;
      pdl_page_writer_glyph (&self->writer, open ? PDL_GLYPH_MATTERS : PDL_GLYPH_TRUE, open ? PDL_ROLE_MATTERS : PDL_ROLE_INK, text, "pdl-body");
    }
  if (n > 1 && !isnan (sum))
    {
      g_autofree char *text = g_strdup_printf (_ ("Together %g mg oral morphine in 24 h"), sum);

      pdl_page_writer_words (&self->writer, text, "pdl-body");
    }
  if (n > 0)
    pdl_page_writer_basis (&self->writer, &self->dose_tables->opioid_table.basis, TRUE);
}

static void
write_table (PdlSupportPage *self, const PdlReferenceTable *table)
{
  guint n = g_strv_length (table->columns);
  g_autofree int *shares = g_new (int, n);
  GtkWidget *outer = pdl_page_writer_begin_folded (&self->writer, pdl_dictionary_translate (table->label));

  for (guint i = 0; i < n; i++)
    shares[i] = 100 / (int) n;
  if (table->text != NULL)
    pdl_page_writer_words (&self->writer, pdl_dictionary_translate (table->text), "pdl-note");
  pdl_page_writer_cells (&self->writer, (const char *const *) table->columns, shares, n, 0, TRUE);
  for (guint i = 0; i < table->rows->len; i++)
    pdl_page_writer_cells (&self->writer, (const char *const *) ((PdlReferenceRow *) g_ptr_array_index (table->rows, i))->cells, shares, n, 0, FALSE);
  pdl_page_writer_basis (&self->writer, &table->basis, FALSE);
  pdl_page_writer_end_folded (&self->writer, outer);
}

static void
write_to_look_up (PdlSupportPage *self, const PdlSupportTopic *topic)
{
  if (topic->text != NULL)
    {
      GtkWidget *outer = pdl_page_writer_begin_folded (&self->writer, _ ("What the reference says"));

      pdl_page_writer_words (&self->writer, pdl_dictionary_translate (topic->text), "pdl-note");
      pdl_page_writer_basis (&self->writer, &topic->basis, FALSE);
      pdl_page_writer_end_folded (&self->writer, outer);
    }
  for (guint i = 0; i < self->tables->tables->len; i++)
    {
      const PdlReferenceTable *table = g_ptr_array_index (self->tables->tables, i);

      if (g_str_equal (table->topic, topic->id))
        write_table (self, table);
    }
}

void
pdl_support_page_write_topics (PdlSupportPage *self)
{
  for (guint i = 0; i < self->tables->topics->len; i++)
    {
      const PdlSupportTopic *topic = g_ptr_array_index (self->tables->topics, i);
      guint n;
      PdlGateResult *results = pdl_gate_judge (self->tables, self->facts, topic->id, &n);

      pdl_page_writer_heading (&self->writer, pdl_dictionary_translate (topic->label));
      if (g_str_equal (topic->id, "bone_scan"))
        write_bone_scan (self);
      if (g_str_equal (topic->id, "opioid"))
        write_opioids (self);
      write_speaking (self, results, n, FALSE);
      if (n > 0 && count (results, n, PDL_GATE_CLEAR) == n)
        pdl_page_writer_words (&self->writer, _ ("Nothing of this applies to what is recorded."), "pdl-note");
      write_to_look_up (self, topic);
      pdl_gate_results_free (results, n);
    }
}
