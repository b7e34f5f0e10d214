import type { LaunchOptions } from '@playwright/test';

export function findChromium(): Promise<string | undefined>;
export function launchOptions(): Promise<LaunchOptions>;
export function ensureChromium(say: (text: string) => void): Promise<void>;
