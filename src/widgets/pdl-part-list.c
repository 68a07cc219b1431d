/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-part-list.h"

#include <stdarg.h>

typedef struct
{
  char *words;       /* (owned) */
  GtkWidget *widget; /* a child of the box */
} Part;

struct _PdlPartList
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
pdl_part_list_free (gpointer data)
{
  PdlPartList *list = data;

  g_ptr_array_unref (list->before);
  g_ptr_array_unref (list->now);
  g_free (list->words);
  g_free (list);
}

PdlPartList *
pdl_part_list_of (GtkWidget *box)
{
  static const char key[] = "pdl-part-list";
  PdlPartList *list = g_object_get_data (G_OBJECT (box), key);

  g_return_val_if_fail (GTK_IS_BOX (box), NULL);
  if (list != NULL)
    return list;
  list = g_new0 (PdlPartList, 1);
  list->box = GTK_BOX (box);
  list->before = g_ptr_array_new_with_free_func (part_free);
  list->now = g_ptr_array_new_with_free_func (part_free);
  g_object_set_data_full (G_OBJECT (box), key, list, pdl_part_list_free);
  return list;
}

void
pdl_part_list_begin (PdlPartList *list)
{
  GPtrArray *before = list->before;

  list->before = list->now;
  list->now = before;
  g_ptr_array_set_size (list->now, 0);
  list->expected = 0;
}

GtkWidget *
pdl_part_list_get_last (PdlPartList *list)
{
  return list->now->len > 0 ? ((Part *) g_ptr_array_index (list->now, list->now->len - 1))->widget : NULL;
}

/* Takes the part of these words out of the last description; NULL when it has none. (transfer full) */
static Part *
take_before (PdlPartList *list, const char *words)
{
  for (guint i = 0; i < list->before->len; i++)
    {
      guint place = (list->expected + i) % list->before->len;
      Part *part = g_ptr_array_index (list->before, place);

      if (part == NULL || !g_str_equal (part->words, words))
        continue;
      list->before->pdata[place] = NULL;
      list->expected = place + 1;
      return part;
    }
  return NULL;
}

gboolean
pdl_part_list_keep (PdlPartList *list, const char *first, ...)
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
  g_free (list->words);
  list->words = g_string_free (words, FALSE);

  part = take_before (list, list->words);
  if (part == NULL)
    return FALSE;
  if (gtk_widget_get_prev_sibling (part->widget) != pdl_part_list_get_last (list))
    gtk_box_reorder_child_after (list->box, part->widget, pdl_part_list_get_last (list));
  g_ptr_array_add (list->now, part);
  return TRUE;
}

void
pdl_part_list_put (PdlPartList *list, GtkWidget *widget)
{
  Part *part = g_new (Part, 1);

  g_return_if_fail (list->words != NULL);
  part->words = g_steal_pointer (&list->words);
  part->widget = widget;
  gtk_box_insert_child_after (list->box, widget, pdl_part_list_get_last (list));
  g_ptr_array_add (list->now, part);
}

void
pdl_part_list_end (PdlPartList *list)
{
  for (guint i = 0; i < list->before->len; i++)
    {
      Part *part = g_ptr_array_index (list->before, i);

      if (part != NULL)
        gtk_box_remove (list->box, part->widget);
    }
  g_ptr_array_set_size (list->before, 0);
}
