const suite = process.env.MONGODB_URL ? describe.only : describe;
