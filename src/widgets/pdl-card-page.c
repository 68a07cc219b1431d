/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-card-page.h"

#include <glib/gi18n-lib.h>

#include "pdl-line-layout.h"
#include "pdl-model-card.h"
#include "pdl-pane-parts.h"
#include "pdl-sign-form.h"

/* Of a line, in hundredths: the name. */
#define NAME_SHARE 32

/* A name and what is said of it. @open: it is not known or needs attention; a glyph says so besides the colour. */
static void
add_pair (PdlBasisPage *page, const char *name, const char *value, gboolean open)
{
  GtkWidget *row = pdl_line_new (12, FALSE);
  GtkWidget *left = pdl_part_label (name, "pdl-caption"), *right = pdl_part_label (value, open ? "pdl-matter" : "pdl-body");
  g_autofree char *text = g_strdup_printf ("%s: %s", name, value);

  pdl_line_set_share (left, NAME_SHARE);
  gtk_label_set_yalign (GTK_LABEL (left), 0);
  gtk_label_set_yalign (GTK_LABEL (right), 0);
  if (open)
    right = pdl_part_glyph_line (PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS, right);
  pdl_line_set_share (right, 100 - NAME_SHARE);
  gtk_box_append (GTK_BOX (row), left);
  gtk_box_append (GTK_BOX (row), right);
  pdl_basis_page_add (page, row, text);
}

static void
add_or_not_known (PdlBasisPage *page, const char *name, const char *value)
{
  add_pair (page, name, value != NULL ? pdl_dictionary_translate (value) : _ ("Not known"), FALSE);
}

/* ---- signatures -------------------------------------------------------------------------------------------------- */

static char *
signature_words (PdlSignedState state, const PdlSignature *signature)
{
  switch (state)
    {
    case PDL_SIGNED_THIS_TEXT:
      return g_strdup_printf (_ ("Signed by %s, %s, on %s"), signature->name, signature->role, signature->date);
    case PDL_SIGNED_EARLIER_TEXT:
      return g_strdup_printf (_ ("Signed for an earlier text by %s, %s, on %s; this text is not signed"), signature->name, signature->role, signature->date);
    default:
      return g_strdup (_ ("Not signed"));
    }
}

char *
pdl_words_sign_off (PdlKnowledge *knowledge, PdlSignatureBook *book)
{
  const PdlSignature *signature = NULL;
  PdlSignedState state = book == NULL ? PDL_SIGNED_NOT
                                      : pdl_signatures_look_up (pdl_signature_book_get (book), PDL_SIGNATURE_SET, pdl_knowledge_get_hash (knowledge), &signature);

  if (state == PDL_SIGNED_THIS_TEXT)
    return g_strdup_printf (_ ("Signed here by %s, %s, on %s."), signature->name, signature->role, signature->date);
  if (state == PDL_SIGNED_EARLIER_TEXT)
    return g_strdup_printf (_ ("Signed here for an earlier text by %s, %s, on %s; this text is not signed."), signature->name, signature->role, signature->date);
  return g_strdup (_ ("Not signed by a clinician."));
}

static void
add_local (PdlBasisPage *page, const char *name, const char *reference, const char *hash)
{
  const PdlSignature *signature = NULL;
  PdlSignedState state = pdl_signatures_look_up (pdl_signature_book_get (page->book), reference, hash, &signature);
  g_autofree char *words = signature_words (state, signature);

  add_pair (page, name, words, state == PDL_SIGNED_EARLIER_TEXT);
}

static void
add_sign_off (PdlBasisPage *page, const PdlModelCard *card)
{
  const char *hash = pdl_knowledge_get_hash (page->knowledge);

  pdl_basis_page_add_heading (page, _ ("Sign-off"));
  add_pair (page, _ ("Shipped text"), card->signed_off != NULL ? card->signed_off : _ ("Not signed by a clinician"), FALSE);
  add_pair (page, _ ("Last reviewed"), card->reviewed != NULL ? card->reviewed : _ ("Not known: no clinician has reviewed it"), FALSE);
  if (page->book == NULL)
    {
      add_pair (page, _ ("In this clinic"), _ ("Nothing is kept in this session, so nothing can be signed"), FALSE);
      return;
    }
  add_local (page, _ ("In this clinic, this text"), card->reference, card->hash);
  add_local (page, _ ("In this clinic, whole set"), PDL_SIGNATURE_SET, hash);
  if (pdl_signature_book_get_error (page->book) != NULL)
    add_pair (page, _ ("Signatures"), pdl_signature_book_get_error (page->book), TRUE);
  else
    pdl_basis_page_add (page, pdl_sign_form_new (page->book, page->knowledge, card->reference, card->hash, page->today), NULL);
}

/* ---- sources ----------------------------------------------------------------------------------------------------- */

static char *
edition_words (PdlKnowledge *knowledge, const PdlSource *source)
{
  g_autofree char *used = source->year > 0 ? g_strdup_printf (_ ("Edition used: %d."), source->year) : g_strdup (_ ("Year of the edition used: not known."));
  const char *latest;

  if (source->latest != NULL && source->latest->year > 0 && source->year > 0)
    {
      int lag = source->latest->year - source->year;

      return g_strdup_printf (ngettext ("%s Latest known edition: %s, %d, %d year later.", "%s Latest known edition: %s, %d, %d years later.", (gulong) MAX (lag, 0)),
                              used, source->latest->id, source->latest->year, lag);
    }
  if (source->latest != NULL)
    return g_strdup_printf (_ ("%s Latest known edition: %s."), used, source->latest->id);
  if (pdl_knowledge_is_latest (knowledge, source))
    latest = _ ("The latest known edition.");
  else if (g_strcmp0 (source->kind, "study") == 0)
    latest = _ ("A paper; later work on it is not tracked.");
  else
    latest = _ ("Whether there is a later edition is not known.");
  return g_strdup_printf ("%s %s", used, latest);
}

static void
add_sources (PdlBasisPage *page, const PdlModelCard *card)
{
  g_autofree char *verified = pdl_words_verification (card->basis->tag);

  pdl_basis_page_add_heading (page, _ ("1 · Citation, edition and verification"));
  if (card->basis->n_sources == 0)
    pdl_basis_page_add_words (page, _ ("No source is named."));
  for (guint i = 0; i < card->basis->n_sources; i++)
    {
      const PdlSource *source = card->basis->sources[i];
      g_autofree char *edition = edition_words (page->knowledge, source);
      g_autofree char *read = pdl_words_verification (source->tag);
      g_autofree char *under = g_strdup_printf (_ ("%s Verification: %s. Reviewed: %s.%s%s"), edition, read,
                                                source->reviewed != NULL ? source->reviewed : _ ("not known"), source->limits != NULL ? " " : "",
                                                source->limits != NULL ? source->limits : "");

      pdl_basis_page_add_source (page, source);
      pdl_basis_page_add (page, pdl_part_label (under, "pdl-src"), under);
    }
  add_pair (page, _ ("Verification of the rule"), verified, FALSE);
}

/* ---- what it uses ------------------------------------------------------------------------------------------------ */

static char *
labels_of (GPtrArray *findings)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", pdl_dictionary_translate (((const PdlFinding *) g_ptr_array_index (findings, i))->label));
  return g_string_free (words, FALSE);
}

static void
add_uses (PdlBasisPage *page, const PdlModelCard *card)
{
  g_autofree char *reads = labels_of (card->reads);

  pdl_basis_page_add_heading (page, _ ("What it uses of a person, worked out from what it reads"));
  for (guint i = 0; i < card->uses->len; i++)
    {
      const PdlCardUse *use = &g_array_index (card->uses, PdlCardUse, i);
      g_autofree char *name = g_strdup_printf ("%d · %s", use->attribute->number, pdl_dictionary_translate (use->attribute->label));
      g_autofree char *labels = labels_of (use->findings);
      g_autofree char *words = use->findings->len > 0                ? g_strdup_printf (_ ("Used: %s"), labels)
                               : use->attribute->findings[0] != NULL ? g_strdup (_ ("Not used"))
                                                                     : g_strdup (_ ("Not used; the program does not record it"));

      add_pair (page, name, words, FALSE);
    }
  add_pair (page, _ ("Every finding it reads"), card->reads->len > 0 ? reads : _ ("No finding"), FALSE);
  if (card->reads_records)
    add_pair (page, "", _ ("and the dated records: treatments, imaging, events"), FALSE);
}

gboolean
pdl_card_page_write (PdlBasisPage *page, const char *reference)
{
  g_autoptr (PdlModelCard) card = pdl_model_card_new (page->knowledge, reference);
  g_autofree char *dates = NULL, *misuse = NULL;

  if (card == NULL)
    return FALSE;
  g_free (page->title);
  g_free (page->subtitle);
  page->title = g_strdup_printf (_ ("Model card: %s"), card->id);
  page->subtitle = g_strdup (pdl_dictionary_translate (card->label));
  g_string_append_printf (page->text, "%s\n%s\n", page->title, page->subtitle);

  add_or_not_known (page, _ ("Purpose"), card->purpose);
  add_or_not_known (page, _ ("Intended use"), card->use);
  misuse = g_strdup_printf ("%s%s%s", card->misuse_here != NULL ? pdl_dictionary_translate (card->misuse_here) : "",
                            card->misuse_here != NULL ? "\n" : "", card->misuse != NULL ? pdl_dictionary_translate (card->misuse) : _ ("Not known"));
  add_pair (page, _ ("Misuse"), misuse, FALSE);
  if (card->warning != NULL)
    add_pair (page, _ ("Warning"), pdl_dictionary_translate (card->warning), TRUE);
  add_sign_off (page, card);
  add_uses (page, card);
  pdl_basis_page_add_heading (page, _ ("Who made it"));
  add_or_not_known (page, _ ("2 · Developer"), card->developer);
  add_or_not_known (page, _ ("3 · Funding of the technical implementation"), card->funding);
  dates = g_strdup_printf (_ ("%s. Version %s, revised %s"), card->released != NULL ? card->released : _ ("Not released: a draft"),
                           pdl_knowledge_get_version (page->knowledge), pdl_knowledge_get_date (page->knowledge));
  add_pair (page, _ ("4 · Release and revision"), dates, FALSE);
  add_sources (page, card);
  add_pair (page, _ ("Hash of the text"), card->hash, FALSE);
  return TRUE;
}
