/* Control groups as the folders and files that they are. All access is relative to an open folder. */
#ifndef KILN_CGROUP_FILES_H
#define KILN_CGROUP_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The text of a file of the group, cut to `size` and ended by NUL; empty and false if it cannot be read. */
bool group_read(int group, const char *name, char *text, size_t size);

bool group_write(int group, const char *name, const char *text);
bool group_write_number(int group, const char *name, uint64_t number);

/* A descriptor of the group `name` below `parent`, -1 with errno if there is none. */
int group_open(int parent, const char *name);

/* The same, made first if there is none. */
int group_make(int parent, const char *name);

/* Kills what is in the group and removes it. False if something in it cannot be killed, or has children. */
bool group_remove(int parent, const char *name);

void pause_micros(long micros);

#endif
