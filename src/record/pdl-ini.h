/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/*
 * Strict reader of the knowledge files: GKeyFile syntax, one value per line, comments on lines of their
 * own. It remembers the line of every group and key, keeps groups and keys in file order, and refuses
 * what GKeyFile would swallow in silence: a group or key given twice, a key outside a group, a key not of
 * the form [a-z0-9-]+ (with "_" where a key is a code; locale suffixes "label[nl]" excepted), text that is not UTF-8.
 */

#define PDL_INI_ERROR (pdl_ini_error_quark ())
GQuark pdl_ini_error_quark (void);

typedef enum
{
  PDL_INI_ERROR_SYNTAX,
  PDL_INI_ERROR_DUPLICATE,
  PDL_INI_ERROR_VALUE,   /* a value that its reader cannot accept */
  PDL_INI_ERROR_UNKNOWN, /* a group or key that nobody reads */
} PdlIniError;

typedef struct _PdlIni PdlIni;
typedef struct _PdlIniGroup PdlIniGroup;

/* Parses @bytes; @name is what errors call the file ("dictionary.ini"). (transfer full) */
PdlIni *pdl_ini_new (const char *name, GBytes *bytes, GError **error);
void pdl_ini_free (PdlIni *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlIni, pdl_ini_free)

const char *pdl_ini_get_name (PdlIni *self);
guint pdl_ini_get_n_groups (PdlIni *self);
PdlIniGroup *pdl_ini_get_group (PdlIni *self, guint index);

/* A group "[finding escc_grade]" has kind "finding" and name "escc_grade"; "[score sins/pain]" has
 * kind "score", name "sins/pain". A group of one word has an empty name. */
const char *pdl_ini_group_get_kind (PdlIniGroup *group);
const char *pdl_ini_group_get_name (PdlIniGroup *group);
guint pdl_ini_group_get_line (PdlIniGroup *group);
PdlIni *pdl_ini_group_get_ini (PdlIniGroup *group);
guint pdl_ini_group_get_n_keys (PdlIniGroup *group);
const char *pdl_ini_group_get_key (PdlIniGroup *group, guint index);

/* The value, stripped, or NULL. Marks the key as read (see pdl_ini_check_all_read). */
const char *pdl_ini_group_get (PdlIniGroup *group, const char *key);
/* The same without the mark, for whoever only compares. */
const char *pdl_ini_group_peek (PdlIniGroup *group, const char *key);
guint pdl_ini_group_get_key_line (PdlIniGroup *group, const char *key);
/* "a; b; c" → {"a","b","c",NULL}; an absent key → NULL. (transfer full) */
char **pdl_ini_group_get_list (PdlIniGroup *group, const char *key);

/* ---- one file over another ---- */

/* Gives @key of @group the value it has in @from, a group of another file; errors about it name that file and line. @from's ini
 * outlives @group's. */
void pdl_ini_group_overlay (PdlIniGroup *group, const char *key, PdlIniGroup *from);
/* Adds the whole group to @self, as if it stood there. */
PdlIniGroup *pdl_ini_append_group (PdlIni *self, PdlIniGroup *from);
/* The file the group stands in: the other one for an appended group. */
const char *pdl_ini_group_get_file (PdlIniGroup *group);
/* TRUE when the group, or a value of it, came out of another file. */
gboolean pdl_ini_group_is_overlaid (PdlIniGroup *group);
/* Adds a key that nobody wrote, as read. */
void pdl_ini_group_set_default (PdlIniGroup *group, const char *key, const char *value);

/* Sets an error that reads "dictionary.ini:120: [finding escc_grade] values: <message>". Returns FALSE. */
gboolean pdl_ini_group_set_error (PdlIniGroup *group, const char *key, GError **error, const char *format, ...) G_GNUC_PRINTF (4, 5);

/* Errors when any key of any group of the kinds read so far was never asked for: a misspelt key is not silence. */
gboolean pdl_ini_group_check_all_read (PdlIniGroup *group, GError **error);
