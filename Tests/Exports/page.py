#!/usr/bin/env python3
"""Opens exported pages in Chromium and uses them: keys, mouse, dark, print, phone, without a script.

Usage: page.py [--pictures FOLDER] PAGE.html...
Needs PyPI's playwright and a Chromium of the system (CHROMIUM names another one than that of the path).
Prints a line a check; exits 1 if one does not hold, 77 if there is nothing to open pages with.
"""
import argparse
import json
import os
import shutil
import sys
from pathlib import Path

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    print('skipped .html: no Python package playwright')
    sys.exit(77)

CHROMIUM = os.environ.get('CHROMIUM') or shutil.which('chromium') or shutil.which('chromium-browser')
VIEWS = {
    'light': {'color_scheme': 'light'},
    'phone': {'viewport': {'width': 390, 'height': 844}, 'has_touch': True, 'is_mobile': True},
    'still': {'java_script_enabled': False}}
failures = 0


def check(page_name, what, holds):
    global failures
    failures += not holds
    print(f'{"ok" if holds else "failed"} {page_name}: {what}', flush=True)


class Opened:
    """A view that opens one page after another, with all that the page says and asks for."""

    def __init__(self, browser, viewport=None, **options):
        self.context = browser.new_context(viewport=viewport or {'width': 1280, 'height': 1000}, **options)
        self.page = self.context.new_page()
        self.messages, self.requests, self.dialogs = [], [], []
        self.page.on('console', lambda m: self.messages.append(m.text) if m.type in ('error', 'warning') else None)
        self.page.on('pageerror', lambda error: self.messages.append(str(error)))
        self.page.on('request', lambda request: self.requests.append(request.url))
        self.page.on('dialog', self.refuse)

    def open(self, path):
        for list_ in (self.messages, self.requests, self.dialogs):
            list_.clear()
        self.page.goto(path.resolve().as_uri())
        self.page.wait_for_timeout(100)

    def refuse(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def clock(self):
        return self.page.locator('.clock span').inner_text()

    def time(self):
        return self.page.eval_on_selector('.controls input', 'slider => Number(slider.value)')

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def is_too_wide(self):
        return self.page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')


def replay(name, opened):
    page, end = opened.page, opened.page.eval_on_selector('.controls input', 'slider => Number(slider.max)')
    check(name, 'opens at the end', opened.time() == end)
    page.click('.play')
    page.wait_for_timeout(400)
    first = opened.time()
    page.wait_for_timeout(400)
    second = opened.time()
    check(name, f'play: the clock advances ({opened.clock()})', 0 < first < second < end)
    page.click('.play')
    stopped = opened.time()
    page.wait_for_timeout(200)
    check(name, 'pause: the clock stands', opened.time() == stopped)
    keys(name, opened, end)
    mouse(name, opened, end)


def keys(name, opened, end):
    def near(part):
        return abs(opened.time() - part * end) <= end * 1e-6 + 1

    page = opened.page
    page.evaluate('document.activeElement.blur(); scrollTo(0, 0)')
    opened.press('Home')
    check(name, 'Home: at 0', opened.time() == 0)
    opened.press('5')
    check(name, '5: at 50 %', near(0.5))
    opened.press('ArrowRight', 'ArrowRight', 'ArrowLeft')
    check(name, 'Right, Right, Left: at 55 %', near(0.55))
    opened.press('.')
    later = opened.time()
    opened.press(',')
    check(name, '. and ,: an event on and back', later > 0.549 * end and opened.time() < later)
    opened.press('End')
    check(name, 'End: at the end', opened.time() == end)
    opened.press('Home', 'Space')
    page.wait_for_timeout(300)
    opened.press('Space')
    check(name, 'Space: plays and pauses', 0 < opened.time() < end)
    speed = page.inner_text('.speed')
    opened.press('+')
    faster = page.inner_text('.speed')
    opened.press('-')
    check(name, f'+ and -: {speed}, {faster}', speed != faster and page.inner_text('.speed') == speed)
    opened.press('?')
    shown = page.is_visible('dialog')
    opened.press('Escape')
    check(name, '?: the help comes, Escape closes it', shown and not page.is_visible('dialog'))
    page.focus('.lanes canvas')
    opened.press('5', 'ArrowDown', 'ArrowDown')
    told = page.inner_text('.live')
    check(name, f'Down: a lane is told: {told!r}', page.is_visible('.tip') and page.inner_text('.tip b') in told)
    opened.press('Escape')
    check(name, 'Escape: the lane is let go', not page.is_visible('.tip'))


def mouse(name, opened, end):
    page = opened.page
    canvas = page.locator('.lanes canvas')
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    y, middle = box['y'] + 60, box['x'] + box['width'] / 2
    page.mouse.click(middle, y)
    clicked = opened.time()
    check(name, 'a click on the lanes goes there', 0.3 * end < clicked < 0.6 * end)
    page.mouse.move(middle, y)
    page.mouse.down()
    page.mouse.move(middle + 200, y, steps=5)
    page.mouse.up()
    check(name, 'a drag on the lanes scrubs', opened.time() > clicked)
    page.mouse.move(middle - 100, y + 1)
    page.wait_for_timeout(50)
    check(name, f'pointing tells: {page.inner_text(".tip")!r}', page.is_visible('.tip'))
    page.mouse.move(2, 2)
    slider = page.locator('.controls input').bounding_box()
    page.mouse.click(slider['x'] + slider['width'] / 4, slider['y'] + slider['height'] / 2)
    check(name, 'a click on the slider goes there', 0.15 * end < opened.time() < 0.35 * end)


def scrub_speed(name, opened):
    """Milliseconds a picture while the time is scrubbed: told, and only far too slow is a failure."""
    took = opened.page.evaluate('''async () => {
      const slider = document.querySelector('.controls input'), begin = performance.now();
      for (let i = 0; i < 60; i++) {
        slider.value = slider.max * i / 60;
        slider.dispatchEvent(new Event('input'));
        await new Promise(requestAnimationFrame);
      }
      return (performance.now() - begin) / 60;
    }''')
    check(name, f'scrubbing takes {took:.1f} ms a picture', took < 500)


def tables(name, opened):
    page = opened.page
    for index, table in enumerate(page.locator('table.data').all()):
        column = page.evaluate('''table => [...table.tHead.rows[0].cells].findIndex((head, column) =>
          head.className === 'n' && new Set([...table.tBodies[0].rows].map(
            row => row.cells[column].textContent).filter(text => text)).size > 1)''', table.element_handle())
        if column < 0:
            continue
        read = f'''table => [...table.tBodies[0].rows].map(row => row.cells[{column}].textContent)
          .filter(text => text).map(Number)'''
        button = table.locator('thead button').nth(column)
        button.focus()
        opened.press('Enter')
        rising = table.evaluate(read)
        opened.press('Enter')
        falling = table.evaluate(read)
        check(name, f'table {index + 1}: sorted by {button.inner_text()}, both ways',
              rising == sorted(rising) and falling == sorted(rising, reverse=True))


def use(path, name, opened, pictures):
    """Everything that a reader can do with a page on a screen."""
    opened.page.emulate_media(color_scheme='light')
    opened.open(path)
    document = json.loads(opened.page.locator('#toast-report').text_content())
    check(name, 'the report for machines is in it', document['schema'].startswith('toast.'))
    keep(opened, pictures, f'{name}-light')
    if opened.page.locator('#toast-replay').count():
        replay(name, opened)
        scrub_speed(name, opened)
    tables(name, opened)
    check(name, 'no wider than the window', not opened.is_too_wide())
    if pictures:
        opened.page.pdf(path=pictures / f'{name}.pdf', format='A4')
    opened.page.emulate_media(color_scheme='dark')
    opened.page.wait_for_timeout(100)
    keep(opened, pictures, f'{name}-dark')


def keep(opened, pictures, name):
    if pictures:
        opened.page.screenshot(path=pictures / f'{name}.png', full_page=True)


def check_page(path, views, pictures):
    name = path.parent.name if path.stem == 'report' else path.stem
    for view, opened in views.items():
        if view == 'light':
            use(path, name, opened, pictures)
        else:
            opened.open(path)
            keep(opened, pictures, f'{name}-{view}')
        if view == 'phone':
            check(name, 'no wider than a phone', not opened.is_too_wide())
        if view == 'still' and opened.page.locator('#lanes').count():
            check(name, 'without a script the lanes stand still',
                  opened.page.is_visible('svg.still') and not opened.page.is_visible('#replay'))
        check(name, f'{view}: nothing on the console {opened.messages}', not opened.messages)
        check(name, f'{view}: no dialog {opened.dialogs}', not opened.dialogs)
        check(name, f'{view}: nothing else was asked for', opened.requests == [path.resolve().as_uri()])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('pages', nargs='+', type=Path)
    parser.add_argument('--pictures', type=Path, help='where to keep pictures, to be looked at')
    arguments = parser.parse_args()
    if arguments.pictures:
        arguments.pictures.mkdir(parents=True, exist_ok=True)
    if CHROMIUM is None:
        print('skipped .html: no chromium')
        sys.exit(77)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=['--no-sandbox', '--disable-gpu'])
        views = {view: Opened(browser, **options) for view, options in VIEWS.items()}
        for path in arguments.pages:
            check_page(path, views, arguments.pictures)
        browser.close()
    sys.exit(1 if failures else 0)


main()
