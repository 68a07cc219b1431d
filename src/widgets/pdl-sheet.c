/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-sheet.h"

#include <stdarg.h>

typedef struct
{
  char *words;       /* (owned) */
  GtkWidget *widget; /* a child of the box */
} Part;

struct _PdlSheet
{
  GtkBox *box; /* owns this */
  GPtrArray *before; /* Part, in the order of the last description */
  GPtrArray *now;    /* Part */
  guint expected;    /* in @before: where an unchanged description goes on */
  char *words;       /* (owned): of the part to be put next */
};

static void
part_free (gpointer data)
{
  Part *part = data;

  if (part == NULL) /* taken over by the next description */
    return;
  g_free (part->words);
  g_free (part);
}

static void
pdl_sheet_free (gpointer data)
{
  PdlSheet *sheet = data;

  g_ptr_array_unref (sheet->before);
  g_ptr_array_unref (sheet->now);
  g_free (sheet->words);
  g_free (sheet);
}

PdlSheet *
pdl_sheet_of (GtkWidget *box)
{
  static const char key[] = "pdl-sheet";
  PdlSheet *sheet = g_object_get_data (G_OBJECT (box), key);

  g_return_val_if_fail (GTK_IS_BOX (box), NULL);
  if (sheet != NULL)
    return sheet;
  sheet = g_new0 (PdlSheet, 1);
  sheet->box = GTK_BOX (box);
  sheet->before = g_ptr_array_new_with_free_func (part_free);
  sheet->now = g_ptr_array_new_with_free_func (part_free);
  g_object_set_data_full (G_OBJECT (box), key, sheet, pdl_sheet_free);
  return sheet;
}

void
pdl_sheet_begin (PdlSheet *sheet)
{
  GPtrArray *before = sheet->before;

  sheet->before = sheet->now;
  sheet->now = before;
  g_ptr_array_set_size (sheet->now, 0);
  sheet->expected = 0;
}

GtkWidget *
pdl_sheet_get_last (PdlSheet *sheet)
{
  return sheet->now->len > 0 ? ((Part *) g_ptr_array_index (sheet->now, sheet->now->len - 1))->widget : NULL;
}

/* Takes the part of these words out of the last description; NULL when it has none. (transfer full) */
static Part *
take_before (PdlSheet *sheet, const char *words)
{
  for (guint i = 0; i < sheet->before->len; i++)
    {
      guint place = (sheet->expected + i) % sheet->before->len;
      Part *part = g_ptr_array_index (sheet->before, place);

      if (part == NULL || !g_str_equal (part->words, words))
        continue;
      sheet->before->pdata[place] = NULL;
      sheet->expected = place + 1;
      return part;
    }
  return NULL;
}

gboolean
pdl_sheet_keep (PdlSheet *sheet, const char *first, ...)
{
  GString *words = g_string_new (first);
  Part *part;
  va_list arguments;

  va_start (arguments, first);
  for (const char *word = va_arg (arguments, const char *); word != NULL; word = va_arg (arguments, const char *))
    {
      g_string_append_c (words, '\n');
      g_string_append (words, word);
    }
  va_end (arguments);
  g_free (sheet->words);
  sheet->words = g_string_free (words, FALSE);

  part = take_before (sheet, sheet->words);
  if (part == NULL)
    return FALSE;
  if (gtk_widget_get_prev_sibling (part->widget) != pdl_sheet_get_last (sheet))
    gtk_box_reorder_child_after (sheet->box, part->widget, pdl_sheet_get_last (sheet));
  g_ptr_array_add (sheet->now, part);
  return TRUE;
}

void
pdl_sheet_put (PdlSheet *sheet, GtkWidget *widget)
{
  Part *part = g_new (Part, 1);

  g_return_if_fail (sheet->words != NULL);
  part->words = g_steal_pointer (&sheet->words);
  part->widget = widget;
  gtk_box_insert_child_after (sheet->box, widget, pdl_sheet_get_last (sheet));
  g_ptr_array_add (sheet->now, part);
}

void
pdl_sheet_end (PdlSheet *sheet)
{
  for (guint i = 0; i < sheet->before->len; i++)
    {
      Part *part = g_ptr_array_index (sheet->before, i);

      if (part != NULL)
        gtk_box_remove (sheet->box, part->widget);
    }
  g_ptr_array_set_size (sheet->before, 0);
}
