#ifndef TOASTLANE_CURSES_SHIM_H
#define TOASTLANE_CURSES_SHIM_H

// Must precede the headers of curses, or the wide functions are not declared.
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <stdbool.h>
#include <stdio.h>
#include <term.h>

// What Swift cannot import is told here: variables that anybody may change, and macros with casts.

/// The window that is as large as the terminal.
static inline WINDOW *curses_main_window(void) { return stdscr; }

/// How many colours the terminal has; 0 if none.
static inline int curses_color_count(void) { return has_colors() ? COLORS : 0; }

/// How many pairs of colours there may be, together with pair 0.
static inline int curses_pair_count(void) { return has_colors() ? COLOR_PAIRS : 1; }

/// Opens the terminal of standard input and output; NULL where its kind is unknown.
static inline SCREEN *curses_open(void) { return newterm(NULL, stdout, stdin); }

/// Frees what `setupterm` found out.
static inline void curses_forget_type(void) { del_curterm(cur_term); }

/// Has the whole screen written anew at the next update.
static inline void curses_redraw(void) { clearok(curscr, true); }

static const attr_t curses_bold = A_BOLD;
static const attr_t curses_dim = A_DIM;
static const attr_t curses_underline = A_UNDERLINE;
static const attr_t curses_reverse = A_REVERSE;

/// All presses and releases. After an event that nobody asked for curses waits for another one
/// without looking at the time (`wgetch` of 6.4), which would stop an animation.
static const mmask_t curses_all_buttons =
    BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON2_PRESSED | BUTTON2_RELEASED | BUTTON3_PRESSED |
    BUTTON3_RELEASED | BUTTON4_PRESSED | BUTTON4_RELEASED | BUTTON5_PRESSED | BUTTON5_RELEASED;
/// A press of the left button.
static const mmask_t curses_left_press = BUTTON1_PRESSED;
/// A turn of the wheel away from the hand.
static const mmask_t curses_wheel_up = BUTTON4_PRESSED;
/// A turn of the wheel towards the hand.
static const mmask_t curses_wheel_down = BUTTON5_PRESSED;

/// A character with the mark on it (0 if none), its look and its pair of colours.
static inline cchar_t curses_cell(wchar_t base, wchar_t mark, attr_t attributes, int pair) {
  cchar_t cell;
  wchar_t text[3] = {base, mark, 0};
  // The last argument gives the pair in 32 bits; the 16 bits before it do not hold them all.
  setcchar(&cell, text, attributes, 0, &pair);
  return cell;
}

// Glibc's headers declare it only for those who ask for more than ISO C.
extern int wcwidth(wchar_t);

/// How many columns curses gives a character; below 0 if it cannot be shown in this locale.
static inline int curses_width(wchar_t character) { return wcwidth(character); }

#endif
