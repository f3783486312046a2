/* Signals and timers of the native VM; rpy_limits.py explains. Handlers call only what is safe in signal handlers. */

#include "alarm.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include <sys/resource.h>
#include <sys/time.h>

#define INTERRUPT 1
#define TIME_IS_UP 2

struct som_alarm som_alarm_word = {0};
static char held[SOM_HELD];
static volatile long held_size = 0;
static volatile long running = 0;      /* a SOM program: somebody looks at the word */
static long grace = 1;
static int interrupt_status = 1;
static double time_left = 0.0;         /* of the time limit, while the timer serves an interrupt */
static int time_status = 0;
static char time_message[200];

#undef som_alarm_address
void *som_alarm_address(void)
{
    return (void *)(&som_alarm_word);
}

static void put(int fd, const char *text, long size)
{
    while (size > 0) {
        long written = write(fd, text, size);
        if (written < 0) {
            if (errno == EINTR)
                continue;
            return;
        }
        text += written;
        size -= written;
    }
}

static void leave(int status, const char *message)
{
    put(1, held, held_size);
    put(2, message, strlen(message));
    _exit(status);
}

static double set_timer(double seconds)
{
    struct itimerval timer, before;
    memset(&timer, 0, sizeof timer);
    memset(&before, 0, sizeof before);
    timer.it_value.tv_sec = (long)seconds;
    timer.it_value.tv_usec = (long)((seconds - (double)(long)seconds) * 1000000.0);
    if (seconds > 0.0 && timer.it_value.tv_sec == 0 && timer.it_value.tv_usec == 0)
        timer.it_value.tv_usec = 1;
    setitimer(ITIMER_REAL, &timer, &before);
    return (double)before.it_value.tv_sec + (double)before.it_value.tv_usec / 1000000.0;
}

static void on_interrupt(int number)
{
    int before = errno;
    if (!running || som_alarm_word.value != 0)
        leave(interrupt_status, "Interrupted.\n");
    som_alarm_word.value = INTERRUPT;
    time_left = set_timer((double)grace);
    errno = before;
}

static void on_timer(int number)
{
    int before = errno;
    if (som_alarm_word.value == INTERRUPT)
        leave(interrupt_status, "Interrupted.\n");
    if (!running || som_alarm_word.value != 0)
        leave(time_status, time_message);
    som_alarm_word.value = TIME_IS_UP;
    set_timer((double)grace);
    errno = before;
}

static void handle(int number, void (*handler)(int))
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGINT);
    sigaddset(&action.sa_mask, SIGALRM);
    action.sa_flags = SA_RESTART;
    sigaction(number, &action, NULL);
}

void som_watch_interrupts(long seconds, long status)
{
    struct sigaction now;
    grace = seconds;
    interrupt_status = (int)status;
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of write, which the command line answers */
    handle(SIGALRM, on_timer);
    if (sigaction(SIGINT, NULL, &now) == 0 && now.sa_handler != SIG_IGN)
        handle(SIGINT, on_interrupt);
}

void som_watch_time(double seconds, long status, char *message)
{
    strncpy(time_message, message, sizeof time_message - 1);
    time_status = (int)status;
    set_timer(seconds);
}

long som_take_alarm(long reporting)
{
    long kind = som_alarm_word.value;
    som_alarm_word.value = 0;
    set_timer(kind == TIME_IS_UP ? (double)reporting : time_left);
    return kind;
}

void som_may_run(long yes)
{
    running = yes;
}

char *som_room(long size)
{
    return held_size + size <= SOM_HELD ? held + held_size : NULL;
}

void som_hold(long size)
{
    held_size += size;
}

void som_let_go(void)
{
    held_size = 0;
}

double som_memory_of_machine(void)
{
    struct rlimit limit;
    double pages = (double)sysconf(_SC_PHYS_PAGES), bytes;
    bytes = pages * (double)sysconf(_SC_PAGESIZE);
    if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY && (double)limit.rlim_cur < bytes)
        bytes = (double)limit.rlim_cur / 1.5; /* it includes what is no heap, and what the collector has in reserve */
    return bytes;
}
