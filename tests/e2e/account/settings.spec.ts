import { expect, test } from '@playwright/test'

const PERSONA = 'Second subscriber'

test('settings stay after saving, after a reload and after signing in again', async ({ page }) => {
  const signIn = async () => {
    await page.goto('/sign-in?next=/settings')
    await page.getByRole('button', { name: PERSONA, exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  }
  const density = page.getByLabel('Table rows')
  const save = async () => {
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Saved.')).toBeVisible()
  }

  await signIn()
  await density.selectOption('comfortable')
  await save()
  await expect(density).toHaveValue('comfortable')
  await page.reload()
  await expect(density).toHaveValue('comfortable')

  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  await signIn()
  await expect(density).toHaveValue('comfortable')
  await density.selectOption('compact')
  await save()
})

test('a wrong password is told, and the address stays in the form', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill('treasury@flowrate.example')
  await page.getByLabel('Password').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'not right' })).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue('treasury@flowrate.example')
  await expect(page.getByLabel('Password')).toHaveValue('')
})

test('empty fields are named under the fields', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByLabel('E-mail')).toHaveAccessibleDescription('Enter your e-mail address.')
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription('Enter your password.')
})
