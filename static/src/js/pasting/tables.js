// A copied table as a plain grid: every row with as many cells, the first row its head.

// `read` makes blocks of a cell. A cell over several rows is said again in each; one over several columns once, and the
// rest of them are empty.
export function tableIn(table, read) {
  const grid = [];
  let isMerged = false;
  [...table.rows].forEach((row, down) => {
    if (row.closest("table") !== table) return;
    grid[down] ??= [];
    let across = 0;
    for (const cell of row.cells) {
      while (grid[down][across]) across += 1;
      const [width, height] = [Math.min(cell.colSpan, 100), Math.min(cell.rowSpan || 1, table.rows.length - down)];
      isMerged ||= width > 1 || height > 1;
      const blocks = read(cell);
      const isRight = /text-align:\s*right/i.test(cell.dataset.style ?? "") || cell.align === "right" || hasRight(cell);
      for (let below = 0; below < height; below += 1) {
        grid[down + below] ??= [];
        for (let beside = 0; beside < width; beside += 1) {
          grid[down + below][across + beside] = { blocks: beside ? [] : blocks, isRight };
        }
      }
      across += width;
    }
  });
  const cells = trimmed(grid.filter(Boolean));
  const columns = Math.max(0, ...cells.map((row) => row.length));
  const right = [...Array(columns).keys()].map((column) => isRightward(cells.slice(1).map((row) => row[column])));
  return { rows: cells.map((row) => row.map((cell) => cell?.blocks ?? [])), right, columns, isMerged };
}

function hasRight(cell) {
  return cell.children.length === 1 && (cell.firstElementChild.align === "right" || /text-align:\s*right/i.test(cell.firstElementChild.dataset.style ?? ""));
}

function isRightward(cells) {
  const said = cells.filter((cell) => cell?.blocks.length);
  return said.length > 0 && said.every((cell) => cell.isRight);
}

// Spreadsheets copy empty rows and columns along.
function trimmed(grid) {
  const rows = grid.filter((row) => row.some((cell) => cell?.blocks.length));
  const last = Math.max(-1, ...rows.map((row) => row.findLastIndex((cell) => cell?.blocks.length)));
  return rows.map((row) => Array.from({ length: last + 1 }, (_, column) => row[column]));
}
