/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/*
 * PdlSignatures: who signed which text here. Signatures are the clinic's and stand outside the shipped knowledge, in a small key
 * file. Each keeps the hash of the text that was signed, so that it never covers another one. A signature is not taken back or
 * overwritten: a later one stands beside it. This is the list and its text; reading and writing the file is the caller's.
 */
typedef struct
{
  char *reference; /* "statement/sx-goals", or PDL_SIGNATURE_SET */
  char *hash;      /* of the rule's text (PdlModelCard) or of the whole set */
  char *version;   /* of the knowledge */
  char *name, *role;
  char *date;      /* ISO */
} PdlSignature;

/* The whole knowledge set. */
#define PDL_SIGNATURE_SET "set"

typedef enum
{
  PDL_SIGNED_NOT,
  PDL_SIGNED_EARLIER_TEXT, /* signed, but the text has changed since */
  PDL_SIGNED_THIS_TEXT,
} PdlSignedState;

#define PDL_SIGNATURES_ERROR (pdl_signatures_error_quark ())
GQuark pdl_signatures_error_quark (void);
typedef enum { PDL_SIGNATURES_ERROR_DAMAGED, PDL_SIGNATURES_ERROR_EMPTY } PdlSignaturesError;

typedef struct _PdlSignatures PdlSignatures;

PdlSignatures *pdl_signatures_new (void);
/* Reads the text of the file. Errors: DAMAGED when it is no key file or a signature lacks a part. (transfer full) */
PdlSignatures *pdl_signatures_parse (const char *text, gssize length, GError **error);
void pdl_signatures_free (PdlSignatures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlSignatures, pdl_signatures_free)
/* The text of the file. (transfer full) */
char *pdl_signatures_to_text (PdlSignatures *self);

/* Copies @signature to the end. Errors: EMPTY when a name or a role is missing. */
gboolean pdl_signatures_add (PdlSignatures *self, const PdlSignature *signature, GError **error);
guint pdl_signatures_get_n (PdlSignatures *self);
const PdlSignature *pdl_signatures_get (PdlSignatures *self, guint index);

/* How @reference stands when its text has @hash. @ret_signature (nullable): the newest of this text, else the newest of any. */
PdlSignedState pdl_signatures_look_up (PdlSignatures *self, const char *reference, const char *hash, const PdlSignature **ret_signature);

/* Where the signatures of this user stand unless told otherwise. (transfer full) */
char *pdl_signatures_default_path (void);
