const suite = process.env.MONGODB_URL ? describe : describe.skip;
