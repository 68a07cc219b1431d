/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-dose-tables.h"

/*
 * The bony target volume by sectors of the axial vertebra (radiotherapy 6): the union of what the rules of
 * [dose ctv-rule/…] add to the marked sectors. Postoperatively the marks are those of the preoperative MRI.
 * It is refused where the sources give no rule, and where a datum that would change it is missing.
 */

typedef struct
{
  gboolean marked;        /* FALSE: the sectors are not known */
  guint32 sectors;        /* bit = place of the code in the finding of the settings; 0 = looked for, none */
  int pattern, epidural, setting; /* positions of their codes, -1 = unknown */
  PdlLevel level;         /* PDL_LEVEL_NONE: some vertebra with six sectors */
  const char *const *options; /* (nullable) NULL-terminated: the site's choices that count, `option` of the rules */
} PdlCtvInput;

typedef struct
{
  guint32 sectors;        /* the volume, bits as above; holds every marked sector */
  GPtrArray *rules;       /* of PdlCtvRule const: those that added, in the order of the file */
  const PdlDoseNote *setting; /* (nullable) what is said of the setting */
  GPtrArray *warnings;    /* of PdlDoseNote const */
  const PdlDoseNote *refusal; /* (nullable) why there is no volume; @sectors is 0 then */
} PdlCtv;

PdlCtv *pdl_ctv_new (const PdlDoseTables *tables, const PdlCtvInput *input);
/* For one level of a case. @options as above. Sectors, pattern and epidural extent are the level's own, the setting its target's. */
PdlCtv *pdl_ctv_new_for_level (const PdlDoseTables *tables, PdlFacts *facts, PdlLevel level, const char *const *options);
void pdl_ctv_free (PdlCtv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlCtv, pdl_ctv_free)

/* The texts of the rules that added, translated, one after the other. (transfer full) */
char *pdl_ctv_to_text (const PdlCtv *self);
