import { Lanes } from './lanes.js';

const full = () => new Error('full');
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function gate() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

it('refuses work when too much waits, and takes it again afterwards', async () => {
  const lanes = new Lanes(1, 1, full);
  const { open, opened } = gate();
  const running = lanes.run(() => opened);
  const waiting = lanes.run(async () => 'waited');
  await expect(lanes.run(async () => 'too much')).rejects.toThrow('full');
  open();
  await running;
  expect(await waiting).toBe('waited');
  expect(await lanes.run(async () => 'later')).toBe('later');
});

it('never runs more than its lanes, and keeps the order', async () => {
  const lanes = new Lanes(2, 100, full);
  let running = 0;
  let most = 0;
  const order: number[] = [];
  await Promise.all(
    Array.from({ length: 9 }, (_, index) =>
      lanes.run(async () => {
        order.push(index);
        most = Math.max(most, (running += 1));
        await turn();
        running -= 1;
      }),
    ),
  );
  expect(most).toBe(2);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

it('work that fails frees its lane', async () => {
  const lanes = new Lanes(1, 1, full);
  await expect(lanes.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await lanes.run(async () => 'next')).toBe('next');
});
