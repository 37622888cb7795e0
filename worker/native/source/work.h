/* Files that the worker puts into the work folder, where untrusted code may have been before. */
#ifndef KILN_WORK_H
#define KILN_WORK_H

#include "frame.h"

#include <sys/types.h>

/*
 * Writes the file below the folder `work` as user and group `owner`. Nothing is followed and nothing that exists is
 * written to. Returns NULL or, in `complaint`, why not; then nothing of the file is left.
 */
const char *work_write(int work, uid_t owner, const struct file_frame *file, char complaint[256]);

#endif
