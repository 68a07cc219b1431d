/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pdl-knowledge.h"
#include "pdl-signatures.h"

/*
 * PdlSignatureBook: the local signatures as the window has them, read from and written to their file without waiting for the
 * disk. Another window or program may write the same file: a signature is added to what stands there at that moment. Main thread.
 * Signal: "changed" () when there are other signatures to show, or reading them has failed.
 */
#define PDL_TYPE_SIGNATURE_BOOK (pdl_signature_book_get_type ())
G_DECLARE_FINAL_TYPE (PdlSignatureBook, pdl_signature_book, PDL, SIGNATURE_BOOK, GObject)

/* Starts reading @path; no file there holds no signature. */
PdlSignatureBook *pdl_signature_book_new (const char *path);
PdlSignatures *pdl_signature_book_get (PdlSignatureBook *self);
/* Why the file could not be read; NULL when it was, or is still being read. */
const char *pdl_signature_book_get_error (PdlSignatureBook *self);

/* Signs the text of @reference that has @hash, in this version of @knowledge, on @day. Errors: an empty name or role, a damaged
 * file (it is left as it is), what the disk says. */
void pdl_signature_book_sign_async (PdlSignatureBook *self, PdlKnowledge *knowledge, const char *reference, const char *hash, const char *name,
                                    const char *role, PdlDay day, GAsyncReadyCallback callback, gpointer user_data);
gboolean pdl_signature_book_sign_finish (PdlSignatureBook *self, GAsyncResult *result, GError **error);
