/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-case.h"

/*
 * PdlChange: an immutable description of a change of one case: what, where, from, to. It is a list of
 * edits that belong together (one click, one pasted visit), a label for the undo toast and the time.
 * The inverse of a change is a change. Store, undo, audit and synchronisation all read this form.
 */

typedef enum
{
  PDL_EDIT_SET,               /* one value: place, key, from, to (NULL = not asked) */
  PDL_EDIT_CONFIRM,           /* the carried-forward flag of one value: from_flag, to_flag (TRUE = unconfirmed) */
  PDL_EDIT_EXTRA,             /* an unknown id: JSON text from, to */
  PDL_EDIT_ASSESSMENT_ADD,    /* uid, day */
  PDL_EDIT_ASSESSMENT_REMOVE, /* only of an empty assessment: the SET edits that empty it come before */
  PDL_EDIT_ASSESSMENT_DAY,    /* from_day, to_day */
  PDL_EDIT_TARGETS,           /* the user's grouping: from_targets, to_targets (arrays of PdlLevelSet) */
  PDL_EDIT_ITEM_ADD,          /* uid, group, kind */
  PDL_EDIT_ITEM_REMOVE,       /* only of an empty item; people cancel, only undo removes */
} PdlEditType;

/* Where a value stands: identity (no uid, no level), an assessment, a level of it, or an item. */
typedef struct
{
  PdlEditType type;
  char *uid;        /* assessment or item; NULL = identity */
  PdlLevel level;   /* PDL_LEVEL_NONE unless a level of the assessment */
  char *key;        /* finding or field id */
  PdlValue *from;   /* SET */
  PdlValue *to;
  char *from_text;  /* EXTRA */
  char *to_text;
  gboolean from_flag, to_flag;
  PdlDay from_day, to_day;
  GArray *from_targets, *to_targets; /* of PdlLevelSet */
  PdlGroup group;
  char *kind;
} PdlEdit;

typedef struct _PdlChange PdlChange;

#define PDL_CHANGE_ERROR (pdl_change_error_quark ())
GQuark pdl_change_error_quark (void);
typedef enum
{
  PDL_CHANGE_ERROR_PLACE,  /* no such finding, level, assessment or item, or it does not belong there */
  PDL_CHANGE_ERROR_VALUE,  /* the dictionary refuses the value */
  PDL_CHANGE_ERROR_STALE,  /* "from" is not what the case holds */
} PdlChangeError;

/* Building: make, add edits, then treat as immutable. @label is shown in "Undo <label>"; may be NULL. */
PdlChange *pdl_change_new (const char *label);
PdlChange *pdl_change_ref (PdlChange *self);
void pdl_change_unref (PdlChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlChange, pdl_change_unref)

/* Each reads "from" out of @kase as it stands after the edits already in @self. @value NULL = not asked.
 * Setting a carried-forward value, even to itself, also confirms it. Errors: PLACE, VALUE. */
gboolean pdl_change_set (PdlChange *self, PdlCase *kase, const char *uid, PdlLevel level, const char *key, PdlValue *value, GError **error);
gboolean pdl_change_set_text (PdlChange *self, PdlCase *kase, const char *uid, PdlLevel level, const char *key, const char *text, GError **error);
void pdl_change_set_extra (PdlChange *self, PdlCase *kase, const char *uid, PdlLevel level, const char *key, const char *json);
void pdl_change_confirm (PdlChange *self, PdlCase *kase, const char *uid, PdlLevel level, const char *key);
/* Returns the new uid, owned by the change. @uid NULL: a new random one. */
const char *pdl_change_add_assessment (PdlChange *self, const char *uid, PdlDay day);
/* A copy of @from with its findings marked "carried forward, not yet confirmed"; plan findings start again at
 * their defaults, death and dated one-off facts are the dictionary's business. */
const char *pdl_change_add_visit (PdlChange *self, PdlCase *kase, const PdlAssessment *from, PdlDay day);
void pdl_change_set_day (PdlChange *self, PdlCase *kase, const char *uid, PdlDay day);
gboolean pdl_change_set_targets (PdlChange *self, PdlCase *kase, const char *uid, const PdlLevelSet *targets, guint n_targets, GError **error);
const char *pdl_change_add_item (PdlChange *self, PdlGroup group, const char *kind, const char *uid);
/* Adds an already made edit (store, journal reader). Takes over the contents of @edit. */
void pdl_change_take_edit (PdlChange *self, PdlEdit *edit);

const char *pdl_change_get_label (PdlChange *self);
gint64 pdl_change_get_time (PdlChange *self); /* µs since the epoch, UTC */
guint pdl_change_get_n_edits (PdlChange *self);
const PdlEdit *pdl_change_get_edit (PdlChange *self, guint index);
gboolean pdl_change_is_empty (PdlChange *self); /* nothing would differ */
PdlChange *pdl_change_invert (PdlChange *self);

/* All edits or none. Validates place, value and "from" first; on error the case is untouched. */
gboolean pdl_case_apply (PdlCase *kase, PdlChange *change, GError **error);
