/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-session.h"

/* A closed section as one sentence: what is recorded in it, values bold. All words come from the dictionary. */

/* Pango markup; NULL: nothing is recorded. (transfer full) */
char *pdl_section_describe (PdlSession *session, const PdlSection *section);
/* "bladder, bowel": labels of the findings of the section among @open (NULL-terminated ids); NULL: none. (transfer full) */
char *pdl_section_describe_open (PdlSession *session, const PdlSection *section, const char *const *open);
/* Ids of findings that are open and decide, in order of weight, without repeats. (transfer full) */
char **pdl_session_list_open (PdlSession *session);
/* One record in a line: "Radiotherapy, 3 Apr 2024, T8: 30 Gy in …". (transfer full) */
char *pdl_item_describe (const PdlItem *item);
/* The group of records a section lists; FALSE when it lists none. */
gboolean pdl_section_get_group (const PdlSection *section, PdlGroup *ret_group);
