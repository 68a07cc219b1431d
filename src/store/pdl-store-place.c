/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a case file may stand. SQLite needs locks and shared memory that network file systems do not keep, and a
 * synchronising program copies a file in the middle of a transaction, or puts an older one back: both lose patients
 * without a word. Better to refuse with one. Reads the file system, writes nothing.
 */
#include "pdl-store-place.h"

#include "pdl-store.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

/* linux/magic.h and statfs(2); FUSE is asked by name, because it also carries local disks. */
static const gulong network_types[] = {
  0x6969,     /* NFS */
  0x517b,     /* SMB */
  0xfe534d42, /* SMB 2 */
  0xff534d42, /* CIFS */
  0x564c,     /* NCP */
  0x5346414f, /* AFS */
  0x6b414653, /* kAFS */
  0x73757245, /* Coda */
  0x00c36400, /* Ceph */
  0x0bd00bd0, /* Lustre */
  0x47504653, /* GPFS */
  0x19830326, /* BeeGFS */
};

static const char *const network_names[] = {
  "fuse.sshfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.glusterfs", "fuse.smbnetfs", "fuse.curlftpfs",
  "fuse.davfs", "fuse.portal", "fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.mfs", "fuse.juicefs",
};

/* Names of folders as their programs make them; a trailing * stands for any rest ("OneDrive - Clinic"). */
static const struct
{
  const char *name;
  const char *service;
} services[] = {
  { "Dropbox*", "Dropbox" },
  { "OneDrive*", "OneDrive" },
  { "Google Drive*", "Google Drive" },
  { "GoogleDrive*", "Google Drive" },
  { "Nextcloud*", "Nextcloud" },
  { "ownCloud*", "ownCloud" },
  { "iCloudDrive*", "iCloud" },
  { "iCloud Drive*", "iCloud" },
  { "pCloudDrive", "pCloud" },
  { "pCloud Drive", "pCloud" },
  { "MEGAsync*", "MEGA" },
  { "SynologyDrive*", "Synology Drive" },
  { "Seafile", "Seafile" },
  { "Box Sync", "Box" },
  { "Tresorit*", "Tresorit" },
  { "Syncthing", "Syncthing" },
};

/* Files that such a program leaves at the top of a folder it keeps, whatever its name. */
static const struct
{
  const char *file;
  const char *service;
} marks[] = {
  { ".stfolder", "Syncthing" },
  { ".dropbox", "Dropbox" },
  { ".owncloudsync.log", "ownCloud" },
  { ".nextcloudsync.log", "Nextcloud" },
  { ".SynologyWorkingDirectory", "Synology Drive" },
};

gboolean
pdl_store_place_is_network (gulong type, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (network_types); i++)
    if ((type & 0xffffffff) == network_types[i])
      return TRUE;
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (network_names); i++)
    if (g_str_equal (name, network_names[i]))
      return TRUE;
  return FALSE;
}

const char *
pdl_store_place_get_service (const char *folder)
{
  g_auto (GStrv) parts = g_strsplit (folder, G_DIR_SEPARATOR_S, -1);

  for (guint i = 0; parts[i] != NULL; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (services); j++)
      if (g_pattern_match_simple (services[j].name, parts[i]))
        return services[j].service;
  return NULL;
}

static const char *
find_mark (const char *folder)
{
  g_autofree char *at = g_strdup (folder);

  while (TRUE)
    {
      char *parent;

      for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
        {
          g_autofree char *file = g_build_filename (at, marks[i].file, NULL);

          if (g_file_test (file, G_FILE_TEST_EXISTS))
            return marks[i].service;
        }
      parent = g_path_get_dirname (at);
      if (g_str_equal (parent, at))
        {
          g_free (parent);
          return NULL;
        }
      g_free (at);
      at = parent;
    }
}

/* The file system's name at @folder: of the longest mount point that holds it. NULL when it cannot be told. */
static char *
read_filesystem_name (const char *folder)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  char *found = NULL;
  gsize longest = 0;

  if (!g_file_get_contents ("/proc/self/mountinfo", &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);
      guint n_words = g_strv_length (words);
      g_autofree char *point = n_words > 4 ? g_strcompress (words[4]) : NULL;
      gsize length = point != NULL ? strlen (point) : 0;

      if (length == 0 || length < longest || !g_str_has_prefix (folder, point)
          || (length > 1 && folder[length] != '\0' && folder[length] != '/'))
        continue;
      for (guint j = 5; j + 1 < n_words; j++)
        if (g_str_equal (words[j], "-"))
          {
            g_free (found);
            found = g_strdup (words[j + 1]);
            longest = length;
            break;
          }
    }
  return found;
}

gboolean
pdl_store_place_check (const char *path, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (absolute);
  g_autofree char *name = NULL;
  const char *service;
  struct statfs info;

  service = pdl_store_place_get_service (folder);
  if (service == NULL)
    service = find_mark (folder);
  if (service != NULL)
    {
      g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_UNSAFE_PLACE,
                   _("“%s” is in a folder that %s synchronises. That can put an older file back and lose cases; "
                     "choose a folder on this computer that is not synchronised."), path, service);
      return FALSE;
    }

  name = read_filesystem_name (folder);
  if (statfs (folder, &info) == 0 && pdl_store_place_is_network ((gulong) info.f_type, name))
    {
      g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_UNSAFE_PLACE,
                   _("“%s” is on a network drive, which cannot keep a case file safe. Choose a folder on this "
                     "computer."), path);
      return FALSE;
    }

  /* SQLite would open the file for reading only, and fail at the first word typed. */
  if (g_file_test (folder, G_FILE_TEST_IS_DIR)
      && (faccessat (AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0
          || (g_file_test (absolute, G_FILE_TEST_EXISTS)
              && faccessat (AT_FDCWD, absolute, R_OK | W_OK, AT_EACCESS) != 0)))
    {
      g_set_error (error, PDL_STORE_ERROR, PDL_STORE_ERROR_READ_ONLY,
                   _("“%s” may not be written. Make the file and its folder writable, or choose another folder."),
                   path);
      return FALSE;
    }
  return TRUE;
}
