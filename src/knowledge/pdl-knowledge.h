/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-case.h"

/*
 * The clinical knowledge as loaded from data/knowledge: immutable after loading, shared by threads.
 * The language is described in data/knowledge/LANGUAGE.md. The structures below are read by the panes,
 * the pages and the command line; their texts are untranslated (pdl_dictionary_translate () to show).
 */

#define PDL_KNOWLEDGE_ERROR (pdl_knowledge_error_quark ())
GQuark pdl_knowledge_error_quark (void);
typedef enum
{
  PDL_KNOWLEDGE_ERROR_SYNTAX,
  PDL_KNOWLEDGE_ERROR_NAME,    /* a name nobody declared */
  PDL_KNOWLEDGE_ERROR_TYPE,    /* an impossible literal, a comparison across types */
  PDL_KNOWLEDGE_ERROR_CYCLE,
  PDL_KNOWLEDGE_ERROR_MISSING, /* a file, a required key */
} PdlKnowledgeError;

typedef struct _PdlKnowledge PdlKnowledge;
typedef struct _PdlExpr PdlExpr;

typedef struct _PdlSource PdlSource;
struct _PdlSource
{
  const char *id, *citation, *doi, *url, *tag, *reviewed;
  const char *kind;         /* (nullable) "guideline", "study" … */
  const char *limits;       /* (nullable) what the reference says of it */
  const PdlSource *latest;  /* (nullable) the latest edition that is known, when it is another one */
  int year;                 /* 0 = not known */
};

/* Where a clinical word comes from. */
typedef struct
{
  const char *file;         /* "local-treatment.ini" */
  guint line;
  const PdlSource **sources;
  guint n_sources;
  const char *source_text;  /* the key as written */
  const char *tag;          /* verification tag(s), as written */
  const char *use, *misuse; /* (nullable) what this one is for and must not be used for */
  const char *reviewed;     /* (nullable) ISO: when a clinician read it last */
  gboolean local;           /* a value of it is the clinic's own: see pdl_knowledge_get_local_value () */
} PdlBasis;

typedef struct
{
  const char *id, *label, *text;
  guint index;
  guint32 uses;             /* bits by pdl_knowledge_uses_name () */
  PdlBasis basis;
} PdlOption;

typedef struct
{
  const char *id, *label;
  gboolean cannot_determine;
  PdlBasis basis;
} PdlAction;

typedef struct
{
  const char *id, *text, *note, *condition, *urgency_text;
  guint index;              /* place in the list */
  const PdlAction *action;
  const char **notes;       /* NULL-terminated ids shown with the row */
  PdlBasis basis;
} PdlRow;

typedef struct
{
  const char *id, *mode, *condition, *text;
  const char **show;        /* NULL-terminated statement and alert ids */
  PdlBasis basis;
} PdlModifier;

typedef struct
{
  const char *id, *domain, *condition, *text, *text_against, *text_short, *strength, *exclusions, *missing;
  gboolean figure;          /* a row of the figures or goals tables */
  gboolean per_target;
  guint index;
  PdlBasis basis;
} PdlStatement;

typedef enum { PDL_SEVERITY_CRITICAL, PDL_SEVERITY_WARNING, PDL_SEVERITY_INFO, PDL_SEVERITY_DISPLAY } PdlSeverity;

typedef struct
{
  const char *id, *condition, *text, *text_short;
  const char **links;       /* NULL-terminated statement ids */
  PdlSeverity severity;
  gboolean per_target;
  guint index;
  PdlBasis basis;
} PdlAlert;

typedef struct { const char *id, *label, *text; double min, max; } PdlBand;
typedef struct { const char *id, *label; const PdlFinding *finding; /* (nullable) */ double min, max; } PdlScoreItem;

typedef struct
{
  const char *id, *label, *gate, *warning, *unit;
  PdlScope scope;           /* LEVEL, TARGET or PATIENT */
  const PdlBand *bands;
  guint n_bands;
  const PdlScoreItem *items;
  guint n_items;
  double min, max;          /* of the whole scale */
  guint index;
  PdlBasis basis;
} PdlScore;

/* One of the eight inputs of the decision list. */
typedef struct
{
  const PdlFinding *finding;
  guint n_values;           /* codes; value n_values stands for unknown */
  const char **ask;         /* NULL-terminated finding ids, in order */
  const char *how;          /* how to learn it: "examine now" */
  const guint *order;       /* its positions in the order of the decision list: settles ties of could_become */
} PdlInput;

typedef struct
{
  int number;
  const char **statements;  /* NULL-terminated */
  const char *text;
  const char **records;     /* NULL-terminated: finding ids, "treatment/steroid", "imaging/mri_spine" */
  gboolean first;           /* one of the lines shown at once; the others stand behind "More" */
  PdlBasis basis;
} PdlEmergencyLine;

/* One reading of the emergency clock: which event the hours count from. */
typedef struct
{
  const char *id;
  const char *text;         /* the limit in the words of its sources */
  const char **from;        /* NULL-terminated finding ids, a date or a date with time; the first that is known counts */
  const char *last_resort;  /* (nullable) the one of them that is not the event itself */
  const char *note;         /* (nullable) what is said where that one counts */
  PdlBasis basis;
} PdlClock;

/* A value of the clinic over the shipped one. */
typedef struct
{
  const char *file;         /* where the shipped one stands: "schedules.ini"; "local.ini" for a group of the clinic's own */
  guint line;               /* of the group there */
  const char *group;        /* "track SPINE_CEBRT" */
  const char *label;        /* (nullable) of the group, untranslated */
  const char *key, *value;
  const char *shipped;      /* (nullable) */
  guint local_line;         /* in the local file */
} PdlLocalValue;

/* A telephone number of the clinic: local by nature, nothing is shipped. */
typedef struct
{
  const char *id, *label, *number;
  const char *note;         /* (nullable) */
  guint line;
} PdlPhone;

/* Loads every file named in knowledge.ini of @directory; NULL: the set built into the program. */
PdlKnowledge *pdl_knowledge_load (const char *directory, GError **error);
/* The same with the clinic's own values over it: the text @local of a file that errors call @name. Only keys that the shipped
 * text marks (`local = …`) are taken; anything else is an error with file, line, group, key and reason, and nothing is loaded.
 * The local text is one of the files of the set, in its hash and in its version ("1.0+local.3fa2b1c0"). */
PdlKnowledge *pdl_knowledge_load_with_local (const char *directory, const char *name, GBytes *local, GError **error);
/* The set @hash out of texts that were kept, @names of char *, @bytes of GBytes *, as pdl_knowledge_get_file () gave them. Errors
 * when this program no longer reads them, and when they are not the texts of that hash. */
PdlKnowledge *pdl_knowledge_load_texts (const char *hash, GPtrArray *names, GPtrArray *bytes, GError **error);
/* TRUE when the two sets can differ in words and sources only: every key that a rule, a finding, a figure or a date stands in
 * is the same, so that no case reads differently. */
gboolean pdl_knowledge_has_same_rules (PdlKnowledge *self, PdlKnowledge *other);
PdlKnowledge *pdl_knowledge_ref (PdlKnowledge *self);
void pdl_knowledge_unref (PdlKnowledge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlKnowledge, pdl_knowledge_unref)

PdlDictionary *pdl_knowledge_get_dictionary (PdlKnowledge *self);
const char *pdl_knowledge_get_version (PdlKnowledge *self);
const char *pdl_knowledge_get_date (PdlKnowledge *self);  /* ISO, last reviewed */
const char *pdl_knowledge_get_hash (PdlKnowledge *self);  /* SHA-256 over names and contents of the files */
/* The text of a loaded file, for the store's archive of knowledge sets. */
guint pdl_knowledge_get_n_files (PdlKnowledge *self);
const char *pdl_knowledge_get_file (PdlKnowledge *self, guint index, GBytes **ret_bytes);
/* The ini of one file, for layers above with groups of their own; NULL when the set has none of that name. */
PdlIni *pdl_knowledge_get_ini (PdlKnowledge *self, const char *name);
/* The same, with an error that names the file when there is none. */
PdlIni *pdl_knowledge_need_ini (PdlKnowledge *self, const char *name, GError **error);

/* Reads the groups of @ini into tables that a layer above works with; NULL with an error. The tables belong to @knowledge
 * and may point into it; they hold no reference on it, or neither would ever be freed. */
typedef gpointer (*PdlKnowledgeMake) (PdlKnowledge *knowledge, PdlIni *ini, GError **error);
/* What @make makes from @file: made at the first call and the same afterwards, from whichever thread. NULL with an error, the
 * same again at the next call. It lives as long as @self; then @destroy is called. @make may ask for what others make. */
gconstpointer pdl_knowledge_get_made (PdlKnowledge *self, const char *file, PdlKnowledgeMake make, GDestroyNotify destroy, GError **error);

/* The clinic's own values; without any: NULL and none. */
const char *pdl_knowledge_get_local_hash (PdlKnowledge *self);   /* SHA-256 of the local text */
const char *pdl_knowledge_get_local_clinic (PdlKnowledge *self); /* whose they are */
const char *pdl_knowledge_get_local_approval (PdlKnowledge *self, const char **ret_date); /* who approved them, and when; both nullable */
guint pdl_knowledge_get_n_local_values (PdlKnowledge *self);
const PdlLocalValue *pdl_knowledge_get_local_value (PdlKnowledge *self, guint index);
/* TRUE when @value belongs to what @basis is the basis of. */
gboolean pdl_local_value_is_of (const PdlLocalValue *value, const PdlBasis *basis);
guint pdl_knowledge_get_n_phones (PdlKnowledge *self);
const PdlPhone *pdl_knowledge_get_phone (PdlKnowledge *self, guint index); /* in the order of the file */
/* Every key that a clinic may set, with the value in force. */
typedef void (*PdlOpenKeyFunc) (const char *file, const char *group, const char *label, const char *key, const char *value, gpointer user_data);
void pdl_knowledge_foreach_open_key (PdlKnowledge *self, PdlOpenKeyFunc func, gpointer user_data);

guint pdl_knowledge_get_n_options (PdlKnowledge *self);
const PdlOption *pdl_knowledge_get_option (PdlKnowledge *self, guint index);
const PdlOption *pdl_knowledge_lookup_option (PdlKnowledge *self, const char *id);
guint pdl_knowledge_get_n_rows (PdlKnowledge *self);
const PdlRow *pdl_knowledge_get_row (PdlKnowledge *self, guint index);
const PdlRow *pdl_knowledge_lookup_row (PdlKnowledge *self, const char *id);
guint pdl_knowledge_get_n_inputs (PdlKnowledge *self);
const PdlInput *pdl_knowledge_get_input (PdlKnowledge *self, guint index);
guint pdl_knowledge_get_n_modifiers (PdlKnowledge *self);
const PdlModifier *pdl_knowledge_get_modifier (PdlKnowledge *self, guint index);
guint pdl_knowledge_get_n_statements (PdlKnowledge *self);
const PdlStatement *pdl_knowledge_get_statement (PdlKnowledge *self, guint index);
const PdlStatement *pdl_knowledge_lookup_statement (PdlKnowledge *self, const char *id);
guint pdl_knowledge_get_n_alerts (PdlKnowledge *self);
const PdlAlert *pdl_knowledge_get_alert (PdlKnowledge *self, guint index);
const PdlAlert *pdl_knowledge_lookup_alert (PdlKnowledge *self, const char *id);
guint pdl_knowledge_get_n_scores (PdlKnowledge *self);
const PdlScore *pdl_knowledge_get_score (PdlKnowledge *self, guint index);
const PdlScore *pdl_knowledge_lookup_score (PdlKnowledge *self, const char *id);
guint pdl_knowledge_get_n_sources (PdlKnowledge *self);
const PdlSource *pdl_knowledge_get_source (PdlKnowledge *self, guint index);
const PdlSource *pdl_knowledge_lookup_source (PdlKnowledge *self, const char *id);
guint pdl_knowledge_get_n_emergency_lines (PdlKnowledge *self);
const PdlEmergencyLine *pdl_knowledge_get_emergency_line (PdlKnowledge *self, guint index);
guint pdl_knowledge_get_n_clocks (PdlKnowledge *self);
const PdlClock *pdl_knowledge_get_clock (PdlKnowledge *self, guint index); /* the first is the one shipped */
/* The reading called @id (nullable); the one shipped when there is none of that name, NULL when the set has no clock. */
const PdlClock *pdl_knowledge_lookup_clock (PdlKnowledge *self, const char *id);
/* The one line shown while the strip is amber, untranslated; NULL when the set has none. */
const char *pdl_knowledge_get_amber_text (PdlKnowledge *self);
/* The basis of a derivation rule, NULL when the finding is not derived. */
const PdlBasis *pdl_knowledge_get_derivation_basis (PdlKnowledge *self, const PdlFinding *finding, const char **ret_rule);
