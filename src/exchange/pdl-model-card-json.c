/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-model-card-json.h"

#include "pdl-json.h"

static void
begin_attribute (PdlJsonWriter *writer, int number, const char *id)
{
  pdl_json_begin_object (writer, NULL);
  pdl_json_add_int (writer, "number", number);
  pdl_json_add_string (writer, "id", id);
}

static void
add_attributes (PdlJsonWriter *writer, const PdlModelCard *card)
{
  pdl_json_begin_array (writer, "attributes");
  begin_attribute (writer, 1, "citation");
  pdl_json_begin_array (writer, "value");
  for (guint i = 0; i < card->basis->n_sources; i++)
    pdl_json_add_string (writer, NULL, card->basis->sources[i]->citation);
  pdl_json_end_array (writer);
  pdl_json_end_object (writer);
  begin_attribute (writer, 2, "developer");
  pdl_json_add_string (writer, "value", card->developer);
  pdl_json_end_object (writer);
  begin_attribute (writer, 3, "funding");
  pdl_json_add_string (writer, "value", card->funding);
  pdl_json_end_object (writer);
  begin_attribute (writer, 4, "dates");
  pdl_json_add_string (writer, "version", pdl_knowledge_get_version (card->knowledge));
  pdl_json_add_string (writer, "released", card->released);
  pdl_json_add_string (writer, "revised", pdl_knowledge_get_date (card->knowledge));
  pdl_json_end_object (writer);
  for (guint i = 0; i < card->uses->len; i++)
    {
      const PdlCardUse *use = &g_array_index (card->uses, PdlCardUse, i);

      begin_attribute (writer, use->attribute->number, use->attribute->id);
      pdl_json_add_bool (writer, "recorded", use->attribute->findings[0] != NULL);
      pdl_json_add_bool (writer, "used", use->findings->len > 0);
      pdl_json_begin_array (writer, "findings");
      for (guint k = 0; k < use->findings->len; k++)
        pdl_json_add_string (writer, NULL, ((const PdlFinding *) g_ptr_array_index (use->findings, k))->id);
      pdl_json_end_array (writer);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_sources (PdlJsonWriter *writer, const PdlModelCard *card)
{
  pdl_json_begin_array (writer, "sources");
  for (guint i = 0; i < card->basis->n_sources; i++)
    {
      const PdlSource *source = card->basis->sources[i];
      const PdlSource *latest = source->latest != NULL ? source->latest : pdl_knowledge_is_latest (card->knowledge, source) ? source : NULL;

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", source->id);
      pdl_json_add_string (writer, "citation", source->citation);
      if (source->year > 0)
        pdl_json_add_int (writer, "year", source->year);
      else
        pdl_json_add_null (writer, "year");
      pdl_json_add_string (writer, "latest_known", latest != NULL ? latest->id : NULL);
      if (latest != NULL && latest->year > 0 && source->year > 0)
        pdl_json_add_int (writer, "lag_years", latest->year - source->year);
      else
        pdl_json_add_null (writer, "lag_years");
      pdl_json_add_string (writer, "tag", source->tag);
      pdl_json_add_string (writer, "last_reviewed", source->reviewed);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_local (PdlJsonWriter *writer, const char *name, PdlSignatures *signatures, const char *reference, const char *hash)
{
  static const char *const states[] = { "not-signed", "signed-earlier-text", "signed" };
  const PdlSignature *signature = NULL;
  PdlSignedState state = signatures != NULL ? pdl_signatures_look_up (signatures, reference, hash, &signature) : PDL_SIGNED_NOT;

  pdl_json_begin_object (writer, name);
  pdl_json_add_string (writer, "state", states[state]);
  pdl_json_add_string (writer, "name", signature != NULL ? signature->name : NULL);
  pdl_json_add_string (writer, "role", signature != NULL ? signature->role : NULL);
  pdl_json_add_string (writer, "date", signature != NULL ? signature->date : NULL);
  pdl_json_end_object (writer);
}

char *
pdl_model_card_to_json (const PdlModelCard *card, PdlSignatures *signatures)
{
  PdlJsonWriter *writer = pdl_json_writer_new (FALSE);

  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "format", "pedicle-model-card");
  pdl_json_add_int (writer, "version", 1);
  pdl_json_add_string (writer, "id", card->id);
  pdl_json_add_string (writer, "is", card->kind);
  pdl_json_add_string (writer, "label", card->label);
  add_attributes (writer, card);
  pdl_json_add_string (writer, "purpose", card->purpose);
  pdl_json_add_string (writer, "intended_use", card->use);
  pdl_json_begin_array (writer, "misuse");
  if (card->misuse_here != NULL)
    pdl_json_add_string (writer, NULL, card->misuse_here);
  if (card->misuse != NULL)
    pdl_json_add_string (writer, NULL, card->misuse);
  pdl_json_end_array (writer);
  pdl_json_add_string (writer, "warning", card->warning);
  add_sources (writer, card);
  pdl_json_add_string (writer, "tag", card->basis->tag);
  pdl_json_add_string (writer, "last_reviewed", card->reviewed);
  pdl_json_begin_array (writer, "reads");
  for (guint i = 0; i < card->reads->len; i++)
    pdl_json_add_string (writer, NULL, ((const PdlFinding *) g_ptr_array_index (card->reads, i))->id);
  pdl_json_end_array (writer);
  pdl_json_add_bool (writer, "reads_records", card->reads_records);
  pdl_json_begin_object (writer, "sign_off");
  pdl_json_add_string (writer, "shipped", card->signed_off);
  add_local (writer, "rule", signatures, card->reference, card->hash);
  add_local (writer, "set", signatures, PDL_SIGNATURE_SET, pdl_knowledge_get_hash (card->knowledge));
  pdl_json_end_object (writer);
  pdl_json_add_string (writer, "text_hash", card->hash);
  pdl_json_end_object (writer);
  return pdl_json_writer_finish (writer);
}
