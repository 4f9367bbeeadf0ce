import * as z from 'zod';

/*
 * zod writes and compiles a function for each schema when it is first used, which pays where one is used a thousand
 * times. A screen reads a few rows; on the way to the first one a hundred such functions took 15 ms. To be imported
 * before any schema is made.
 */
z.config({jitless: true});
