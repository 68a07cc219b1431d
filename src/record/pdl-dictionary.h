/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-ini.h"
#include "pdl-value.h"

/*
 * The dictionary: every recordable finding, declared once in dictionary.ini. Immutable after loading.
 * It also declares the record kinds (treatments, imaging, events, decisions, documents) and their fields.
 */

typedef enum
{
  PDL_SCOPE_IDENTITY, /* of the person, not of a visit; JSON "patient" */
  PDL_SCOPE_PATIENT,  /* per assessment; JSON "findings" */
  PDL_SCOPE_LEVEL,    /* per vertebra per assessment; JSON "levels.T8" */
  PDL_SCOPE_TARGET,   /* contiguous involved levels; JSON "findings" (all targets) or under a level of the target */
  PDL_SCOPE_PLAN,     /* what is proposed; placed like TARGET */
  PDL_SCOPE_FIELD,    /* a field of a record kind */
} PdlScope;

typedef enum
{
  PDL_TYPE_BOOL,
  PDL_TYPE_ENUM,
  PDL_TYPE_SET,
  PDL_TYPE_INT,
  PDL_TYPE_NUMBER,
  PDL_TYPE_DATE,
  PDL_TYPE_DATETIME,
  PDL_TYPE_TEXT,
  PDL_TYPE_LEVELS, /* a set of level names */
  PDL_TYPE_LIST,   /* rows, kept as JSON text */
} PdlType;

typedef enum
{
  PDL_KIND_RECORDED,    /* R */
  PDL_KIND_DERIVED,     /* D: never entered */
  PDL_KIND_OVERRIDABLE, /* O: derived, an explicit entry (also an explicit unknown) wins */
} PdlKind;

typedef enum
{
  PDL_AGGREGATE_NONE,
  PDL_AGGREGATE_WORST, /* last in declared order */
  PDL_AGGREGATE_ANY,
  PDL_AGGREGATE_MAX,
  PDL_AGGREGATE_MIN,
  PDL_AGGREGATE_COUNT,
  PDL_AGGREGATE_UNION,
} PdlAggregate;

/* One value of an enum or set. */
typedef struct
{
  const char *code;
  const char *label;  /* untranslated; show through pdl_dictionary_translate */
  const char *help;   /* (nullable) */
  char key;           /* one-key code in the editor, 0 = none; unique within the finding */
} PdlCode;

/* A unit a number may be typed in; ours = typed * factor. */
typedef struct
{
  const char *unit;
  double factor;
} PdlUnit;

typedef struct
{
  guint index;            /* dense, stable while loaded: the slot */
  const char *id;
  const char *label;      /* untranslated */
  const char *help;       /* (nullable) */
  PdlScope scope;
  const char *section;    /* id of the editor section; for fields the record kind */
  PdlType type;
  PdlKind kind;
  PdlAggregate aggregate;
  const PdlCode *codes;   /* enum, set: best to worst where an order exists */
  guint n_codes;
  gboolean ordered;       /* comparison by < is allowed */
  const char *unit;       /* (nullable) */
  const PdlUnit *units;   /* accepted units other than @unit */
  guint n_units;
  double min, max;        /* NaN = open */
  gboolean min_exclusive; /* "> 0" */
  double step;            /* NaN = any; 10 for Karnofsky */
  const char *shown_when; /* (nullable) guideline-language condition */
  const char *default_value; /* (nullable) code text read when nothing is entered: plan flags only */
  int first_screen;       /* rank on the first screen, 0 = not there */
  const char *source;     /* source key(s) and verification tag */
  const char *codes_external; /* (nullable) LOINC, SNOMED CT */
  GPtrArray *columns;     /* (nullable) list: of PdlFinding, what its rows hold; `index` is the place among them */
} PdlFinding;

typedef struct
{
  const char *id;    /* "neuro" */
  const char *label; /* "Neurology and emergency", untranslated */
  const char *help;
} PdlSection;

/* A kind of dated record: treatments/radiotherapy, imaging/mri_spine… share one list per group. */
typedef enum
{
  PDL_GROUP_TREATMENT,
  PDL_GROUP_IMAGING,
  PDL_GROUP_EVENT,
  PDL_GROUP_DECISION,
  PDL_GROUP_DOCUMENT,
  PDL_N_GROUPS,
} PdlGroup;

typedef struct
{
  const char *id;    /* "radiotherapy" */
  const char *label;
  PdlGroup group;
  const PdlFinding **fields; /* common fields first */
  guint n_fields;
  guint index;       /* place among the kinds */
  /* Of a kind whose records are results of findings, else NULL: which finding (its codes are ids), the number, its unit as entered
   * (a text), and the minute it was taken. */
  const PdlFinding *result_of, *result_value, *result_unit, *result_at;
} PdlRecordKind;

typedef struct _PdlDictionary PdlDictionary;

/* Reads the groups of @ini that belong to the dictionary (finding, value, section, record, field). */
PdlDictionary *pdl_dictionary_new (PdlIni *ini, GError **error);
PdlDictionary *pdl_dictionary_ref (PdlDictionary *self);
void pdl_dictionary_unref (PdlDictionary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlDictionary, pdl_dictionary_unref)

guint pdl_dictionary_get_n_findings (PdlDictionary *self);
const PdlFinding *pdl_dictionary_get (PdlDictionary *self, guint index);
const PdlFinding *pdl_dictionary_lookup (PdlDictionary *self, const char *id); /* (nullable) */
guint pdl_dictionary_get_n_sections (PdlDictionary *self);
const PdlSection *pdl_dictionary_get_section (PdlDictionary *self, guint index);
guint pdl_dictionary_get_n_kinds (PdlDictionary *self);
const PdlRecordKind *pdl_dictionary_get_kind (PdlDictionary *self, guint index);
const PdlRecordKind *pdl_dictionary_lookup_kind (PdlDictionary *self, PdlGroup group, const char *id);
const PdlFinding *pdl_record_kind_lookup_field (const PdlRecordKind *kind, const char *id);

/* "treatments", "imaging", "events", "decisions", "documents". */
const char *pdl_group_key (PdlGroup group);

/* The text in the user's language (gettext domain of the program); @text itself when there is none. */
const char *pdl_dictionary_translate (const char *text);

const PdlCode *pdl_finding_lookup_code (const PdlFinding *finding, const char *code, guint *ret_position);

#define PDL_VALUE_ERROR (pdl_value_error_quark ())
GQuark pdl_value_error_quark (void);
typedef enum
{
  PDL_VALUE_ERROR_TYPE,
  PDL_VALUE_ERROR_RANGE,
  PDL_VALUE_ERROR_CODE,
  PDL_VALUE_ERROR_UNIT,
  PDL_VALUE_ERROR_DATE,
} PdlValueError;

/*
 * Value ↔ the one text form used by actions, journal and store: JSON text of the value without quotes
 * around a code: "1c", "true", "61", "12.5", "2026-03-02", "vb ped_l" (codes of a set joined by a blank,
 * "-" for the empty set), "?" unknown, "n/a" not applicable, "" not asked (NULL). Numbers typed in
 * another accepted unit: "1.2 mg/dL". Refuses wrong type, range, code or unit with a sentence.
 * Texts are taken verbatim except "", "?" and "n/a".
 */
gboolean pdl_finding_parse (const PdlFinding *finding, const char *text, PdlValue **ret_value, GError **error);
char *pdl_finding_format (const PdlFinding *finding, const PdlValue *value);
/* For reading by people, translated: "collapse over 50 %", "7 / 10", "88 µmol/L", "2 Mar 2026". */
char *pdl_finding_describe (const PdlFinding *finding, const PdlValue *value);
/* The same for a value that stands without its label: "yes", "none" and "normal" say of what, "Alignment: Normal". */
char *pdl_finding_tell (const PdlFinding *finding, const PdlValue *value);
/* Sets the error "“x” is not one of a, b, c"; returns FALSE. */
gboolean pdl_finding_refuse_code (const PdlFinding *finding, const char *code, GError **error);
/* Type, range and code of an already made value. */
gboolean pdl_finding_validate (const PdlFinding *finding, const PdlValue *value, GError **error);
