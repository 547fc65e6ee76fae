"""What each file of a folder lists, found without the program that wrote it.

Prints {file: [[rows, net or null, whole or null], ...]} as JSON: a triple for each layer or sheet, with the sums of the
net areas and of whole shapes in 亩. A file that lists nothing has no triple. Papers have one for all their plots.
"""

import csv
import glob
import json
import os
import re
import sqlite3
import struct
import sys
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

NET = {'可恢复净面积', '净面积', '合计 净面积', '可恢复潜力 净面积', '可恢复净面积 亩'}
SHEET = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
WORD = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
KML = '{http://www.opengis.net/kml/2.2}'


def total(values):
    """The sum of all, rounded to the hundredth; None where there is none or one is blank."""
    values = list(values)
    if not values or any(value in (None, '') for value in values):
        return None
    return float(sum(Decimal(str(value)) for value in values).quantize(Decimal('0.01')))


def of_records(records):
    """A triple of features by their fields."""
    return [len(records), total(r.get('KHFMJ') for r in records), total(r.get('MJM') for r in records)]


def of_table(titles, rows):
    places = [place for place, title in enumerate(titles) if title in NET]
    return [len(rows), total(row[places[0]] for row in rows) if places else None, None]


def read_gpkg(path):
    base = sqlite3.connect(path)
    base.row_factory = sqlite3.Row
    tables = base.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY rowid")
    return [of_records([dict(row) for row in base.execute(f'SELECT * FROM "{name}"')]) for (name,) in tables.fetchall()]


def read_geojson(path):
    with open(path, encoding='utf-8') as file:
        return [of_records([feature['properties'] for feature in json.load(file)['features']])]


def read_kml(path):
    document = ElementTree.parse(path).getroot().find(f'{KML}Document')

    def records(parent):
        return [
            {data.get('name'): data.findtext(f'{KML}value') for data in placemark.iter(f'{KML}Data')}
            for placemark in parent.findall(f'{KML}Placemark')
        ]

    return [of_records(records(document)), *(of_records(records(folder)) for folder in document.findall(f'{KML}Folder'))]


def read_dbf(path):
    with open(path, 'rb') as file:
        content = file.read()
    count, header, record = struct.unpack('<IHH', content[4:12])
    fields, offset = [], 1
    for place in range(32, header - 1, 32):
        name = content[place : place + 11].rstrip(b'\0').decode('ascii')
        fields.append((name, offset, content[place + 16]))
        offset += content[place + 16]
    rows = [content[header + row * record : header + (row + 1) * record] for row in range(count)]
    return [
        of_records(
            [
                {name: row[at : at + size].decode('ascii', 'replace').strip() for name, at, size in fields}
                for row in rows
            ]
        )
    ]


def read_shp(path):
    """Shapes of the .shp; programs that open it show the areas of the table beside it."""
    with open(path, 'rb') as file:
        content = file.read()
    count, place = 0, 100
    while place < len(content):
        count += 1
        place += 8 + 2 * struct.unpack('>I', content[place + 4 : place + 8])[0]
    return [[count, *read_dbf(path[:-4] + '.dbf')[0][1:]]]


def read_csv(path):
    with open(path, encoding='utf-8-sig', newline='') as file:
        titles, *rows = csv.reader(file)
    return [of_table(titles, [row for row in rows if row[0] != '合计'])]


def read_txt(path):
    with open(path, encoding='gb18030') as file:
        return [[sum(line.rstrip().endswith('@') for line in file), None, None]]


def read_xlsx(path):
    book = zipfile.ZipFile(path)
    shared = []
    if 'xl/sharedStrings.xml' in book.namelist():
        shared = [
            ''.join(text.text or '' for text in item.iter(f'{SHEET}t'))
            for item in ElementTree.fromstring(book.read('xl/sharedStrings.xml')).findall(f'{SHEET}si')
        ]

    def value(cell):
        found = cell.find(f'{SHEET}v')
        if cell.get('t') == 's':
            return shared[int(found.text)]
        if cell.get('t') == 'inlineStr':
            return ''.join(text.text or '' for text in cell.iter(f'{SHEET}t'))
        return None if found is None else found.text

    names = sorted(
        (name for name in book.namelist() if re.search(r'worksheets/sheet\d+\.xml$', name)),
        key=lambda name: int(re.findall(r'\d+', name)[-1]),
    )
    counted = []
    for name in names:
        rows = []
        for row in ElementTree.fromstring(book.read(name)).iter(f'{SHEET}row'):
            cells = {}
            for cell in row.findall(f'{SHEET}c'):
                column = 0
                for letter in re.match('[A-Z]+', cell.get('r')).group():
                    column = column * 26 + ord(letter) - 64
                cells[column - 1] = value(cell)
            rows.append(cells)
        width = 1 + max(column for row in rows for column in row)
        lines = [[row.get(column) or '' for column in range(width)] for row in rows]
        # title and unit line above; the heads of groups stand over a row of their own, whose first cell is empty
        titles, first, group = lines[2], 3, ''
        if len(lines) > 3 and lines[3][0] == '':
            first = 4
            for column, lower in enumerate(lines[3]):
                group = lines[2][column] or group
                titles[column] = f'{group} {lower}' if lower else lines[2][column]
        counted.append(of_table(titles, [line for line in lines[first:] if line[0] != '合计']))
    return counted


def read_docx(path):
    """The plots in all tables of a paper that has a column of plot numbers."""
    body = ElementTree.fromstring(zipfile.ZipFile(path).read('word/document.xml'))
    plots, nets, has_list = 0, [], False
    for table in body.iter(f'{WORD}tbl'):
        rows = [
            [''.join(text.text or '' for text in cell.iter(f'{WORD}t')) for cell in row.findall(f'{WORD}tc')]
            for row in table.findall(f'{WORD}tr')
        ]
        if '图斑编号' not in rows[0]:
            continue
        has_list = True
        number, net = rows[0].index('图斑编号'), rows[0].index('净面积')
        listed = [row for row in rows[1:] if row[0] != '合计']
        plots += sum(row[number] != '' for row in listed)
        nets += [row[net] for row in listed]
    return [[plots, total(nets), None]] if has_list else []


readers = {
    **{'.gpkg': read_gpkg, '.geojson': read_geojson, '.kml': read_kml, '.csv': read_csv, '.txt': read_txt},
    **{'.dbf': read_dbf, '.shp': read_shp, '.xlsx': read_xlsx, '.docx': read_docx},
}
print(
    json.dumps(
        {
            os.path.basename(path): readers.get(os.path.splitext(path)[1], lambda _path: [])(path)
            for path in glob.glob(os.path.join(glob.escape(sys.argv[1]), '*'))
            if not os.path.basename(path).startswith('manifest')
        },
        ensure_ascii=False,
    )
)
