/* What alarm.c offers to the translated VM, see rpy_limits.py. */

#ifndef SOM_ALARM_H
#define SOM_ALARM_H

#include "src/precommondefs.h"

#define SOM_HELD 16384 /* bytes of output */

struct som_alarm { long value; }; /* 0, 1: interrupt, 2: the time is up */
RPY_EXTERN struct som_alarm som_alarm_word;

RPY_EXTERN void *som_alarm_address(void);
RPY_EXTERN void som_watch_interrupts(long seconds, long status);
RPY_EXTERN void som_watch_time(double seconds, long status, char *message);
RPY_EXTERN long som_take_alarm(long reporting);
RPY_EXTERN void som_may_run(long yes);
RPY_EXTERN char *som_room(long size); /* for output that is not delivered yet; NULL if there is none */
RPY_EXTERN void som_hold(long size);
RPY_EXTERN void som_let_go(void);
RPY_EXTERN double som_memory_of_machine(void);

/* Where it can be, a constant. */
#define som_alarm_address() ((void *)(&som_alarm_word))

#endif
