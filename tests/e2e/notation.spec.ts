import { alive, expect, expectAccessible, test } from './support.ts';

test.describe('a plan in sharding notation', () => {
  test.beforeEach(({ page }) => page.goto('/sharding/'));

  test('is judged in words', async ({ page }) => {
    for (const [id, plan, verdict, words] of [
      ['complete-the-sums', 'A[I, J_X · B', 'unreadable', 'never closed'],
      ['complete-the-sums', 'A · B → C[I, K]', 'off', 'still have to be added up'],
      ['complete-the-sums', 'A * B -> C[I, K]{U_X}\nAllReduce_X(C)', 'correct', 'as in our plan'],
      ['complete-the-sums', 'AllGather_X(A) * AllGather_X(B)', 'correct', 'in our plan it sends'],
      ['weights-come-in-parts', 'AllToAll_{X,D}(In); In * W -> Out; ReduceScatter_{X,B}(Out)', 'correct', 'cheaper than ours'],
      ['two-matmuls-one-sum', 'In * W1[D, F] -> H', 'off', 'does not fit'],
    ] as const) {
      const task = page.locator(`[data-notation="${id}"]`);
      await alive(task);
      await task.getByRole('textbox').fill(plan);
      await task.getByRole('button', { name: 'Check' }).click();
      await expect(task, plan).toHaveAttribute('data-verdict', verdict);
      await expect(task.getByRole('status'), plan).toContainText(words);
    }
  });

  test('is checked with Ctrl + Enter, carries no verdict before, and is accessible in every state', async ({ page }) => {
    const task = page.locator('[data-notation="complete-the-sums"]');
    await alive(task);
    await expect(task).not.toHaveAttribute('data-verdict');
    for (const [plan, verdict] of [
      ['A ·', 'unreadable'],
      ['A · B', 'off'],
      ['AllReduce_X(A · B)', 'correct'],
    ] as const) {
      await task.getByRole('textbox').fill(plan);
      await task.getByRole('textbox').press('Control+Enter');
      await expect(task).toHaveAttribute('data-verdict', verdict);
      await expectAccessible(page, '[data-notation="complete-the-sums"]');
    }
  });
});

test('the ring and the mesh show again what a link says', async ({ page }) => {
  await page.goto('/sharding/?ring.devices=3&ring.step=4&sharding.x=columns&sharding.y=nothing#ring');
  await expect(page.locator('#ring .says')).toContainText('all 3 totals');
  await page.locator('#sharding').scrollIntoViewIfNeeded();
  await expect(page.locator('#sharding .says')).toContainText('Nothing is sent. Along Y all devices do the same work over again.');
  await page.locator('#ring').getByRole('button', { name: 'Start over' }).click();
  await expect(page.locator('#ring .says')).toContainText('Before the first step');
  for (const id of ['ring', 'sharding']) await expectAccessible(page, `#${id}`);
});
